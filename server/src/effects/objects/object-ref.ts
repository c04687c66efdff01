import type { Node, ObjectWithArgs, RangeVar } from "@pgsql/types";
import { dotted, rangeName, texts } from "../expressions/names.ts";
import { relationWord } from "../relations/relation-word.ts";
import type { NameRef, TypeRef } from "../type-ref.ts";
import type { PlainClass } from "./plain-class.ts";
import { itemsOf, nameOf, stringOf, typeOf } from "./read.ts";

/** An object of any kind as a statement names it: COMMENT ON, GRANT … ON, DROP, ALTER … OWNER TO. */
export type ObjectRef =
  | RelationRef
  | { readonly class: "column"; readonly on: NameRef; readonly name: string }
  | ChildRef
  | { readonly class: "domain constraint"; readonly on: TypeRef; readonly name: string }
  | TypeObjectRef
  | RoutineRef
  | PlainRef
  | { readonly class: "large object"; readonly name: string };

export interface RelationRef {
  readonly class:
    | "table"
    | "view"
    | "materialized view"
    | "index"
    | "sequence"
    | "foreign table"
    /** GRANT … ON name: a table or anything like it. */
    | "relation";
  readonly name: NameRef;
}

/** What belongs to one relation. */
export interface ChildRef {
  readonly class: "constraint" | "trigger" | "policy" | "rule";
  readonly on: NameRef;
  readonly name: string;
}

export interface TypeObjectRef {
  readonly class: "type" | "domain";
  readonly type: TypeRef;
}

export interface RoutineRef {
  readonly class: "function" | "procedure" | "aggregate" | "routine";
  readonly name: NameRef;
  /** Of its input arguments; left out where only the name is written. */
  readonly arguments?: readonly TypeRef[];
}

export interface PlainRef {
  readonly class: PlainClass;
  /** Of a user mapping: its role; a cast has none. */
  readonly name: NameRef;
  /** Operator: left and right; cast: source and target; transform: its type. */
  readonly types?: readonly (TypeRef | undefined)[];
  /** Operator class and family: the access method; transform: the language; user mapping: the server. */
  readonly of?: string;
}

/** `relation`: where the statement keeps the relation apart from the name (ALTER TRIGGER … ON). */
export function objectRef(
  objectType: string | undefined,
  object: Node | undefined,
  relation?: RangeVar,
): ObjectRef | undefined {
  const word = relationWord(objectType);
  if (word && word !== "type")
    return { class: word, name: relation ? rangeName(relation) : nameOf(object) };
  const child = children[objectType ?? ""];
  if (child) return childRef(child, object, relation);
  const routine = routines[objectType ?? ""];
  if (routine) return routineRef(routine, object);
  const plain = plainClasses[objectType ?? ""];
  if (plain) return plainRef(plain, object);
  switch (objectType) {
    case "OBJECT_COLUMN":
      return columnRef(object);
    case "OBJECT_TYPE":
    case "OBJECT_DOMAIN":
      return {
        class: objectType === "OBJECT_TYPE" ? "type" : "domain",
        type: typeOf(object) ?? { ...nameOf(object), dimensions: 0 },
      };
    case "OBJECT_DOMCONSTRAINT": {
      const [type, name] = itemsOf(object);
      return {
        class: "domain constraint",
        on: typeOf(type) ?? { ...nameOf(type), dimensions: 0 },
        name: stringOf(name) ?? "",
      };
    }
    case "OBJECT_LARGEOBJECT":
      return { class: "large object", name: JSON.stringify(object) };
    default:
      return undefined;
  }
}

function childRef(as: ChildRef["class"], object: Node | undefined, relation?: RangeVar): ChildRef {
  const names = texts(itemsOf(object));
  const name = names.at(-1) ?? "";
  if (relation) return { class: as, on: rangeName(relation), name };
  return { class: as, on: dotted(itemsOf(object).slice(0, -1) as Node[]), name };
}

function columnRef(object: Node | undefined): ObjectRef {
  const items = itemsOf(object);
  return {
    class: "column",
    on: dotted(items.slice(0, -1) as Node[]),
    name: texts(items).at(-1) ?? "",
  };
}

function routineRef(as: RoutineRef["class"], object: Node | undefined): RoutineRef {
  const written = object && "ObjectWithArgs" in object ? object.ObjectWithArgs : undefined;
  return routineWithArguments(as, written);
}

export const routineWithArguments = (
  as: RoutineRef["class"],
  written: ObjectWithArgs | undefined,
): RoutineRef => ({
  class: as,
  name: dotted(written?.objname),
  ...(written?.args_unspecified
    ? {}
    : { arguments: (written?.objargs ?? []).flatMap((node) => typeOf(node) ?? []) }),
});

function plainRef(as: PlainClass, object: Node | undefined): PlainRef {
  const items = itemsOf(object);
  switch (as) {
    case "operator": {
      const written = object && "ObjectWithArgs" in object ? object.ObjectWithArgs : undefined;
      return operatorRef(written);
    }
    case "cast":
      return { class: as, name: { name: "" }, types: items.map(typeOf) };
    case "transform":
      return {
        class: as,
        name: { name: "" },
        types: [typeOf(items[0])],
        of: stringOf(items[1]) ?? "",
      };
    case "operator class":
    case "operator family":
      return { class: as, name: dotted(items.slice(1) as Node[]), of: stringOf(items[0]) ?? "" };
    default:
      return { class: as, name: nameOf(object) };
  }
}

export const operatorRef = (written: ObjectWithArgs | undefined): PlainRef => ({
  class: "operator",
  name: dotted(written?.objname),
  types: (written?.objargs ?? []).map(typeOf),
});

const children: Readonly<Record<string, ChildRef["class"]>> = {
  OBJECT_TABCONSTRAINT: "constraint",
  OBJECT_TRIGGER: "trigger",
  OBJECT_POLICY: "policy",
  OBJECT_RULE: "rule",
};

const routines: Readonly<Record<string, RoutineRef["class"]>> = {
  OBJECT_FUNCTION: "function",
  OBJECT_PROCEDURE: "procedure",
  OBJECT_AGGREGATE: "aggregate",
  OBJECT_ROUTINE: "routine",
};

const plainClasses: Readonly<Record<string, PlainClass>> = {
  OBJECT_ACCESS_METHOD: "access method",
  OBJECT_CAST: "cast",
  OBJECT_COLLATION: "collation",
  OBJECT_CONVERSION: "conversion",
  OBJECT_DATABASE: "database",
  OBJECT_EVENT_TRIGGER: "event trigger",
  OBJECT_EXTENSION: "extension",
  OBJECT_FDW: "foreign-data wrapper",
  OBJECT_FOREIGN_SERVER: "server",
  OBJECT_LANGUAGE: "language",
  OBJECT_OPCLASS: "operator class",
  OBJECT_OPERATOR: "operator",
  OBJECT_OPFAMILY: "operator family",
  OBJECT_PUBLICATION: "publication",
  OBJECT_ROLE: "role",
  OBJECT_SCHEMA: "schema",
  OBJECT_STATISTIC_EXT: "statistics",
  OBJECT_SUBSCRIPTION: "subscription",
  OBJECT_TABLESPACE: "tablespace",
  OBJECT_TRANSFORM: "transform",
  OBJECT_TSCONFIGURATION: "text search configuration",
  OBJECT_TSDICTIONARY: "text search dictionary",
  OBJECT_TSPARSER: "text search parser",
  OBJECT_TSTEMPLATE: "text search template",
};
