import type { PlainClass } from "../../effects/objects/plain-class.ts";
import type { Catalog, TypeName } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import type { Dependent } from "../relations/dependents.ts";
import { linkedTo } from "../relations/links.ts";
import type { Thing } from "../relations/things.ts";
import { callsRoutine, holders, namesType, triggersCalling } from "./mentions.ts";
import { needing } from "./needs.ts";
import { inSchema } from "./plain.ts";
import { overloads } from "./routines.ts";

const auto = (thing: Thing): Dependent => ({ thing, how: "auto" });
const normal = (thing: Thing): Dependent => ({ thing, how: "normal" });

/** Columns, domains, routines and objects that are of the type, and expressions that name it. */
export function dependentsOfType(catalog: Catalog, key: string): readonly Dependent[] {
  const columns = linkedTo(catalog, key).flatMap(({ key: from, relation }): Dependent[] => {
    if (relation.kind === "index" || !("columns" in relation)) return [];
    const typed = [...relation.columns.known.values()].filter(({ type }) => isOfType(type, key));
    if (relation.kind === "view" || relation.kind === "materialized view")
      return typed.length > 0 ? [normal({ kind: "relation", key: from })] : [];
    return typed.map(({ name }) => normal({ kind: "column", key: from, name }));
  });
  return [...columns, ...dependentsOfRowType(catalog, key)];
}

/** Of a type, or of a relation's rows: all but columns and views, which depend on the relation itself. */
export function dependentsOfRowType(catalog: Catalog, key: string): readonly Dependent[] {
  const types = [...catalog.types.known].flatMap(([other, type]): Dependent[] => {
    if (type.needs?.includes(`part of type:${key}`)) return [auto({ kind: "type", key: other })];
    const needed = type.needs?.includes(`type:${key}`) ?? false;
    return needed || (type.kind === "domain" && isOfType(type.base, key))
      ? [normal({ kind: "type", key: other })]
      : [];
  });
  const routines = routinesOfType(catalog, key);
  const { searchPath } = catalog.session;
  const naming = holders(catalog)
    .filter(({ definition }) => namesType(definition, key, searchPath))
    .map(({ thing }) => normal(thing));
  return [...types, ...routines, ...objectsNeeding(catalog, `type:${key}`), ...naming];
}

const isOfType = (type: TypeName | "unknown", key: string): boolean =>
  type !== "unknown" && relationKey(type.schema, type.name) === key;

/** Functions that take or return values of the type, or rows of the relation. */
const routinesOfType = (catalog: Catalog, key: string): readonly Dependent[] =>
  [...catalog.routines.known].flatMap(([other, routine]): Dependent[] => {
    if (routine.needs?.includes(`part of type:${key}`))
      return [auto({ kind: "routine", key: other })];
    const takes = routine.arguments?.some((type) => relationKey(type.schema, type.name) === key);
    return takes || returnsType(routine.returns, key)
      ? [normal({ kind: "routine", key: other })]
      : [];
  });

/** `setof record(a public.mood,b pg_catalog.text[])` */
const returnsType = (returns: string, key: string): boolean =>
  returns.includes(key) && returns.split(/[ (),[\]]+/).includes(key);

/** Triggers, aggregates and objects made of the routine, and expressions that call it. */
export function dependentsOfRoutine(catalog: Catalog, key: string): readonly Dependent[] {
  const routine = catalog.routines.known.get(key);
  if (!routine) return [];
  const triggers = triggersCalling(catalog, key).map(normal);
  const aggregates = [...catalog.routines.known].flatMap(([other, { needs }]) =>
    needs?.includes(`routine:${key}`) ? [normal({ kind: "routine", key: other })] : [],
  );
  const others = overloads(catalog, routine.schema, routine.name)
    .filter(([other]) => other !== key)
    .map(([, other]) => other);
  const { searchPath } = catalog.session;
  const callers = holders(catalog)
    .filter(({ definition }) => callsRoutine(definition, routine, others, searchPath))
    .map(({ thing }) => normal(thing));
  return [...triggers, ...aggregates, ...objectsNeeding(catalog, `routine:${key}`), ...callers];
}

export function dependentsOfPlain(
  catalog: Catalog,
  of: PlainClass,
  key: string,
): readonly Dependent[] {
  const needed = objectsNeeding(catalog, `${of}:${key}`);
  switch (of) {
    case "schema":
      return [...needed, ...thingsIn(catalog, key).map(normal)];
    case "extension":
      return [...needed, ...membersOf(catalog, key).map(auto)];
    case "language":
      return [
        ...needed,
        ...[...catalog.routines.known]
          .filter(([, routine]) => routine.language === key)
          .map(([routine]) => normal({ kind: "routine", key: routine })),
      ];
    default:
      return needed;
  }
}

const objectsNeeding = (catalog: Catalog, what: string): readonly Dependent[] =>
  needing(catalog, what).map(({ class: of, key }) => normal({ kind: "plain", class: of, key }));

/** Everything that is known to be in a schema; what belongs to a table or an extension goes with it. */
function thingsIn(catalog: Catalog, schema: string): readonly Thing[] {
  const relations = [...catalog.relations.known].flatMap(([key, relation]): Thing[] =>
    relation.schema === schema && relation.kind !== "index" ? [{ kind: "relation", key }] : [],
  );
  const types = [...catalog.types.known].flatMap(([key, type]): Thing[] =>
    type.schema === schema ? [{ kind: "type", key }] : [],
  );
  const routines = [...catalog.routines.known].flatMap(([key, routine]): Thing[] =>
    routine.schema === schema ? [{ kind: "routine", key }] : [],
  );
  const plain = [...catalog.plain].flatMap(([of, names]) =>
    [...names.known].flatMap(([key, object]): Thing[] =>
      isIn(of, key, object.schema, schema) ? [{ kind: "plain", class: of, key }] : [],
    ),
  );
  return [...relations, ...types, ...routines, ...plain];
}

const isIn = (
  of: PlainClass,
  key: string,
  installed: string | undefined,
  schema: string,
): boolean =>
  inSchema.has(of) ? key.startsWith(`${schema}.`) : of === "extension" && installed === schema;

/** What an extension brought. */
export function membersOf(catalog: Catalog, extension: string): readonly Thing[] {
  const brought = (object: { readonly extension?: string }): boolean =>
    object.extension === extension;
  return [
    ...[...catalog.relations.known]
      .filter(([, relation]) => brought(relation))
      .map(([key]): Thing => ({ kind: "relation", key })),
    ...[...catalog.types.known]
      .filter(([, type]) => brought(type))
      .map(([key]): Thing => ({ kind: "type", key })),
    ...[...catalog.routines.known]
      .filter(([, routine]) => brought(routine))
      .map(([key]): Thing => ({ kind: "routine", key })),
    ...[...catalog.plain].flatMap(([of, names]) =>
      [...names.known]
        .filter(([, object]) => brought(object))
        .map(([key]): Thing => ({ kind: "plain", class: of, key })),
    ),
  ];
}
