import type { Catalog } from "../../catalog/catalog.ts";
import { findRelation, plainNames } from "../../catalog/look-up.ts";
import { isThere } from "../../catalog/names.ts";
import { overloads } from "../../catalog/objects/routines.ts";
import type { PlainClass } from "../../effects/objects/plain-class.ts";
import { isPart, type Part, partOf, type Thing } from "./thing.ts";
import { type WrittenPart, writtenNames } from "./written-names.ts";

/** A written name that means an object. */
export interface NamedThing {
  readonly thing: Thing;
  readonly part: WrittenPart;
}

/**
 * What the names of a statement mean. `catalogs`: after it and before it, so that what it makes and what it drops are
 * both found. Names that mean nothing known (keywords, aliases, built-in functions) are left out.
 */
export function namedThings(text: string, catalogs: readonly Catalog[]): readonly NamedThing[] {
  const names = writtenNames(text);
  const relations = relationsIn(names, catalogs);
  return names.flatMap((part) => {
    for (const catalog of catalogs) {
      const thing = thingOf(part, catalog, relations);
      if (thing) return [{ thing, part }];
    }
    return [];
  });
}

/** Whole names that are relations: their columns, constraints … may be named without them. */
function relationsIn(
  names: readonly WrittenPart[],
  catalogs: readonly Catalog[],
): readonly string[] {
  const keys = new Set<string>();
  for (const { path } of names)
    for (const catalog of catalogs) {
      const key = relationOf(path, catalog);
      if (key !== undefined) keys.add(key);
    }
  return [...keys];
}

function thingOf(
  part: WrittenPart,
  catalog: Catalog,
  relations: readonly string[],
): Thing | undefined {
  const { path, after, called } = part;
  const name = path[path.length - 1] ?? "";
  if (path.length === 1) {
    if (isPart(after)) return childOf(after, name, catalog, relations);
    const plain = afterWord[after]?.find((one) => plainNames(catalog, one).known.has(name));
    if (plain) return { class: plain, key: name };
  }
  if (called) {
    const key = routineOf(path, catalog);
    if (key !== undefined) return { class: "routine", key };
  }
  if (relationWords.has(after) || path.length > 1) {
    const key = relationOf(path, catalog);
    if (key !== undefined) return { class: "relation", key };
  }
  if (path.length > 1) {
    const owner = relationOf(path.slice(0, -1), catalog);
    const on = owner === undefined ? relations : [owner];
    return childOf("column", name, catalog, on) ?? typeOf(path, catalog);
  }
  const child = childOf("column", name, catalog, relations);
  // `mood mood`: behind a column's name stands its type.
  const isType = child && childOf("column", after, catalog, relations) && typeOf(path, catalog);
  if (child) return isType || child;
  const relation = relationOf(path, catalog);
  if (relation !== undefined) return { class: "relation", key: relation };
  return (
    typeOf(path, catalog) ??
    (["constraint", "trigger", "policy"] as const)
      .map((one) => childOf(one, name, catalog, relations))
      .find((one) => one !== undefined) ??
    (!part.isLast && plainNames(catalog, "schema").known.has(name)
      ? { class: "schema", key: name }
      : undefined)
  );
}

const relationWords = new Set(
  "table into from join update references on index view sequence truncate using as".split(" "),
);

/** What may stand behind a word. */
const afterWord: Readonly<Record<string, readonly PlainClass[]>> = {
  role: ["role"],
  user: ["role"],
  to: ["role"],
  schema: ["schema"],
  extension: ["extension"],
  publication: ["publication"],
  authorization: ["role"],
};

function childOf(
  part: Part,
  name: string,
  catalog: Catalog,
  relations: readonly string[],
): Thing | undefined {
  const on = relations.find((relation) => partOf(catalog, relation, part, name) !== undefined);
  return on === undefined ? undefined : { class: part, key: name, on };
}

function relationOf(path: readonly string[], catalog: Catalog): string | undefined {
  const [first = "", second] = path;
  if (path.length > 2) return undefined;
  const name = second === undefined ? { name: first } : { schema: first, name: second };
  const { key, found } = findRelation(catalog, name);
  return isThere(found) && catalog.relations.known.has(key) ? key : undefined;
}

const schemasOf = (path: readonly string[], catalog: Catalog): readonly string[] =>
  path.length > 1 ? [path[0] ?? ""] : catalog.session.searchPath;

function routineOf(path: readonly string[], catalog: Catalog): string | undefined {
  const name = path[path.length - 1] ?? "";
  for (const schema of schemasOf(path, catalog)) {
    const [first] = overloads(catalog, schema, name);
    if (first) return first[0];
  }
  return undefined;
}

function typeOf(path: readonly string[], catalog: Catalog): Thing | undefined {
  const name = path[path.length - 1] ?? "";
  const key = schemasOf(path, catalog)
    .map((schema) => `${schema}.${name}`)
    .find((one) => catalog.types.known.has(one));
  return key === undefined ? undefined : { class: "type", key };
}
