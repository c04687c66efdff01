import { List, Map as PersistentMap } from "immutable";
import type { BroughtRelation, ExtensionFacts } from "../builtin/extensions.ts";
import { builtinType } from "../builtin/types.ts";
import type { Column, Relation, TypeName } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import type { Draft } from "../draft.ts";
import { setRelation } from "../look-up.ts";
import { emptyNames, put } from "../names.ts";
import type { PlainClass } from "../outcome.ts";
import { putType } from "./create-type.ts";
import { putPlain } from "./plain.ts";
import { putRoutine, routineKey } from "./routines.ts";
import { canonicalType } from "./types.ts";

/** The members of an extension, in the schema that it is installed in. */
export function bringContents(
  draft: Draft,
  extension: string,
  schema: string,
  facts: ExtensionFacts,
): void {
  const brought = { extension, origin: draft.origin };
  const own = new Set(facts.types.map(({ name }) => name));
  const typeName = (name: string): TypeName => named(draft, schema, own, name);
  for (const { name } of facts.types)
    putType(draft, relationKey(schema, name), {
      ...brought,
      kind: "base",
      schema,
      name,
      definition: "from an extension",
    });
  facts.functions.forEach((overloads, name) => {
    for (const one of overloads) {
      const types = one.arguments.map(typeName);
      putRoutine(draft, routineKey(schema, name, types), {
        ...brought,
        schema,
        name,
        kind: one.kind,
        arguments: types,
        argumentNames: [],
        defaults: one.defaults,
        returns: `${one.set ? "setof " : ""}${canonicalType(typeName(one.returns))}`,
        language: "c",
        volatility: one.volatility,
        definition: "from an extension",
      });
    }
  });
  const plain = (of: PlainClass, key: string, name: string): void =>
    putPlain(draft, of, key, { ...brought, name, definition: "from an extension", schema });
  facts.operators.forEach((forms, name) => {
    for (const { left, right } of forms) {
      const side = (type: string): string => (type === "" ? "NONE" : canonicalType(typeName(type)));
      plain("operator", `${schema}.${name}(${side(left)},${side(right)})`, name);
    }
  });
  for (const { source, target } of facts.casts)
    plain("cast", `${canonicalType(typeName(source))} as ${canonicalType(typeName(target))}`, "");
  for (const name of facts.operatorClasses) plain("operator class", `${schema}.${name}`, name);
  for (const name of facts.operatorFamilies) plain("operator family", `${schema}.${name}`, name);
  for (const name of facts.textSearchDictionaries)
    plain("text search dictionary", `${schema}.${name}`, name);
  for (const name of facts.textSearchTemplates)
    plain("text search template", `${schema}.${name}`, name);
  for (const name of facts.languages) plain("language", name, name);
  for (const name of facts.accessMethods) plain("access method", name, name);
  for (const name of facts.foreignDataWrappers) plain("foreign-data wrapper", name, name);
  for (const relation of facts.relations)
    setRelation(
      draft,
      relationKey(schema, relation.name),
      relationOf(draft, relation, extension, schema, typeName),
    );
}

/** `_int4` is int4[]; what is not PostgreSQL's own is the extension's, or that of one that it requires. */
function named(draft: Draft, schema: string, own: ReadonlySet<string>, name: string): TypeName {
  if (builtinType(name)) return { schema: "pg_catalog", name, dimensions: 0 };
  const dimensions = name.startsWith("_") ? 1 : 0;
  const bare = name.slice(dimensions);
  if (own.has(bare)) return { schema, name: bare, dimensions };
  if (builtinType(bare)) return { schema: "pg_catalog", name: bare, dimensions };
  const other = draft.catalog.types.known.find((type) => type.name === bare && "extension" in type);
  return { schema: other?.schema ?? schema, name: bare, dimensions };
}

function relationOf(
  draft: Draft,
  relation: BroughtRelation,
  extension: string,
  schema: string,
  typeName: (name: string) => TypeName,
): Relation {
  let columns = emptyNames<Column>(true);
  relation.columns.forEach(({ name, type }, at) => {
    columns = put(columns, name, { name, type: typeName(type), position: at + 1, notNull: false });
  });
  const base = { schema, name: relation.name, origin: draft.origin, extension };
  if (relation.kind === "sequence") return { ...base, kind: "sequence", definition: "" };
  if (relation.kind === "composite type") return { ...base, kind: "composite type", columns };
  const children = {
    columns,
    triggers: emptyNames<never>(true),
    rules: emptyNames<never>(true),
    options: PersistentMap<string, string>(),
  };
  if (relation.kind === "view")
    return { ...base, ...children, kind: "view", reads: [], definition: "from an extension" };
  return {
    ...base,
    ...children,
    kind: "table",
    persistence: "permanent",
    constraints: emptyNames(false),
    policies: emptyNames(true),
    parents: [],
    rowSecurity: false,
    forceRowSecurity: false,
    rows: { known: List(), complete: false },
  };
}
