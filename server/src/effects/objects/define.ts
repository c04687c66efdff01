import type { DefineStmt, Node } from "@pgsql/types";
import { definition } from "../definition.ts";
import { dotted } from "../expressions/names.ts";
import { aggregate, type CreateRoutine } from "./create-routine.ts";
import type { ObjectRef, PlainRef } from "./object-ref.ts";
import { type CreatePlain, create } from "./plain.ts";
import type { PlainClass } from "./plain-class.ts";
import { ifNotExists, nameOf, options, orReplace, typeOf } from "./read.ts";
import { baseType, type CreateType } from "./type.ts";

/** CREATE AGGREGATE, OPERATOR, TYPE, COLLATION, TEXT SEARCH …: one node for all. */
export function define(node: DefineStmt): CreatePlain | CreateType | CreateRoutine | undefined {
  if (node.kind === "OBJECT_AGGREGATE") return aggregate(node);
  if (node.kind === "OBJECT_TYPE") return baseType(node);
  const of = classes[node.kind ?? ""];
  if (!of) return undefined;
  const written = options(node.definition);
  const types = ["leftarg", "rightarg"].map((side) => typeOf(written.get(side)?.arg));
  const object: PlainRef = {
    class: of,
    name: dotted(node.defnames),
    ...(of === "operator" ? { types } : {}),
  };
  const text = definition({ ...node, defnames: [], if_not_exists: undefined, replace: undefined });
  const function_ = written.get("function")?.arg ?? written.get("procedure")?.arg;
  const needs: readonly ObjectRef[] =
    of === "operator" && function_
      ? [
          {
            class: "function",
            name: nameOf(function_),
            arguments: types.filter((type) => type !== undefined),
          },
        ]
      : otherNeeds(of, (option) => written.get(option)?.arg);
  return create(object, text, {
    needs,
    ...ifNotExists(node.if_not_exists),
    ...orReplace(node.replace),
  });
}

/** What a text search object or a collation is made from. */
const otherNeeds = (
  of: PlainClass,
  option: (name: string) => Node | undefined,
): readonly ObjectRef[] =>
  sources.flatMap(([by, name, source]) => {
    const node = by === of ? option(name) : undefined;
    return node ? [{ class: source, name: nameOf(node) }] : [];
  });

const sources: readonly (readonly [PlainClass, string, PlainClass])[] = [
  ["collation", "from", "collation"],
  ["text search configuration", "copy", "text search configuration"],
  ["text search configuration", "parser", "text search parser"],
  ["text search dictionary", "template", "text search template"],
];

const classes: Readonly<Record<string, PlainClass>> = {
  OBJECT_COLLATION: "collation",
  OBJECT_OPERATOR: "operator",
  OBJECT_TSCONFIGURATION: "text search configuration",
  OBJECT_TSDICTIONARY: "text search dictionary",
  OBJECT_TSPARSER: "text search parser",
  OBJECT_TSTEMPLATE: "text search template",
};
