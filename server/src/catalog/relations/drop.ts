import type { RelationWord } from "../../effects/relations/alter-effects.ts";
import type { DropRelation } from "../../effects/relations/drop.ts";
import type { NameRef } from "../../effects/type-ref.ts";
import type { Catalog, Relation } from "../catalog.ts";
import { type Draft, doubt, notice, refuse } from "../draft.ts";
import { findRelation, removeRelation } from "../look-up.ts";
import { forget } from "../names.ts";
import { findPlain } from "../objects/plain.ts";
import type { ObjectClass } from "../outcome.ts";
import { deleteThings, forgetOrphans, subjectOf } from "./delete.ts";
import { isSystemKey } from "./system.ts";
import { describe } from "./things.ts";

const kinds: Readonly<Record<RelationWord, readonly Relation["kind"][]>> = {
  table: ["table", "partitioned table"],
  view: ["view"],
  "materialized view": ["materialized view"],
  index: ["index"],
  sequence: ["sequence"],
  "foreign table": ["foreign table"],
  type: ["composite type"],
};

/** RemoveRelations: all names are looked up before anything is dropped. */
export function dropRelation(draft: Draft, effect: DropRelation): void {
  if (effect.concurrently) forbidConcurrently(effect);
  // The same name means the same thing, which has gone by now.
  const isAgain = effect.together
    .slice(0, effect.part)
    .some(({ name, schema }) => name === effect.name.name && schema === effect.name.schema);
  if (isAgain) return;
  const found = lookUp(draft, effect, effect.name);
  if (!found) return;
  const others = effect.together
    .filter((_, part) => part > effect.part)
    .map((name) => lookUp(draft, effect, name, "quietly"))
    .filter((other) => other !== undefined);
  if (found.relation === "unknown") {
    if (!effect.guard) doubt(draft, `${effect.as} "${effect.name.name}" was not created in view`);
    forgetOrphans(draft, found.key.slice(0, found.key.indexOf(".")));
    removeRelation(draft, found.key);
    if (effect.name.schema === undefined) forgetHidden(draft, effect.name.name);
    return;
  }
  if (effect.concurrently) forbidPartitioned(draft.catalog, found.relation);
  forbidPart(draft, found.key, found.relation, others);
  if (found.relation.origin === "assumed" && !effect.cascade && !effect.guard)
    doubt(draft, `what depends on "${effect.name.name}" was not created in view`);
  const thing = ({ key }: Looked) => ({ kind: "relation", key }) as const;
  const later = others.filter(({ relation }) => relation !== "unknown").map(thing);
  deleteThings(draft, [thing(found)], effect.cascade ? "cascade" : "restrict", later);
}

/** Before anything is looked up. */
function forbidConcurrently({ together, cascade, name }: DropRelation): void {
  const refused = (what: string): never =>
    refuse("0A000", `DROP INDEX CONCURRENTLY does not support ${what}`, {
      class: "index",
      ...name,
    });
  if (together.length > 1) refused("dropping multiple objects");
  if (cascade) refused("CASCADE");
}

function forbidPartitioned(catalog: Catalog, relation: Relation): void {
  if (relation.kind !== "index") return;
  const { schema, name, table } = relation;
  if (catalog.relations.known.get(table)?.kind === "partitioned table")
    refuse("0A000", `cannot drop partitioned index "${name}" concurrently`, {
      class: "index",
      schema,
      name,
    });
}

/** If nothing hid it, it was the one of a later schema. */
function forgetHidden(draft: Draft, name: string): void {
  const { key, found } = findRelation(draft.catalog, { name });
  if (found === "absent" || found === "unknown" || isSystemKey(key)) return;
  draft.catalog = { ...draft.catalog, relations: forget(draft.catalog.relations, key) };
}

interface Looked {
  readonly key: string;
  readonly relation: Relation | "unknown";
}

/** DropErrorMsgNonExistent, DropErrorMsgWrongType. `quietly`: the later items of the list have their own turn. */
function lookUp(
  draft: Draft,
  effect: DropRelation,
  name: NameRef,
  quietly?: "quietly",
): Looked | undefined {
  const { key, found } = findRelation(draft.catalog, name);
  const subject = { class: effect.as as ObjectClass, ...name };
  if (found === "absent") {
    const schemaMissing = name.schema !== undefined && isAbsentSchema(draft.catalog, name.schema);
    const missing = schemaMissing
      ? `schema "${name.schema}" does not exist`
      : `${effect.as} "${name.name}" does not exist`;
    if (isRepeated(draft.catalog, effect, name)) return undefined;
    if (effect.guard) {
      if (!quietly) notice(draft, `${missing}, skipping`);
      return undefined;
    }
    const undefinedObject = effect.as === "index" || effect.as === "foreign table";
    const sqlstate = schemaMissing ? "3F000" : undefinedObject ? "42704" : "42P01";
    return refuse(sqlstate, missing, subject);
  }
  if (found === "unknown") return { key, relation: found };
  if (isSystemKey(key))
    return refuse("42501", `permission denied: "${name.name}" is a system catalog`, subject);
  if (found.kind !== "unknown" && !kinds[effect.as].includes(found.kind) && !isKindGuessed(found))
    return refuse(
      "42809",
      `"${found.name}" is not ${/^[aeiou]/.test(effect.as) ? "an" : "a"} ${effect.as}`,
      subject,
    );
  return { key, relation: found };
}

/** Twice the same name in one list is dropped once, also where it has its schema before it only once. */
function isRepeated(catalog: Catalog, { together }: DropRelation, name: NameRef): boolean {
  const isOnPath = (schema: string): boolean => catalog.session.searchPath.includes(schema);
  return together
    .slice(0, together.indexOf(name))
    .some(
      (one) =>
        one.name === name.name &&
        (one.schema === name.schema ||
          (one.schema === undefined
            ? isOnPath(name.schema ?? "")
            : name.schema === undefined && isOnPath(one.schema))),
    );
}

/** A statement needed it, and would have done with another kind too. */
const isKindGuessed = (relation: Relation): boolean => relation.origin === "assumed";

const isAbsentSchema = (catalog: Catalog, schema: string): boolean =>
  findPlain(catalog, "schema", schema) === "absent";

/** What belongs to a constraint, a partitioned index, an identity column or an extension goes only with it. */
function forbidPart(
  draft: Draft,
  key: string,
  relation: Relation,
  others: readonly Looked[],
): void {
  const owner = ownerOf(draft.catalog, relation);
  if (owner === undefined || others.some((other) => other.key === owner.key)) return;
  const thing = { kind: "relation", key } as const;
  refuse(
    "2BP01",
    `cannot drop ${describe(draft.catalog, thing)} because ${owner.described} requires it`,
    subjectOf(draft.catalog, thing),
  );
}

function ownerOf(
  catalog: Catalog,
  relation: Relation,
): { readonly key: string; readonly described: string } | undefined {
  if (relation.extension !== undefined)
    return { key: "", described: `extension ${relation.extension}` };
  if (relation.kind === "sequence" && relation.identity && relation.ownedBy) {
    const { table: key, column: name } = relation.ownedBy;
    return { key, described: describe(catalog, { kind: "column", key, name }) };
  }
  if (relation.kind !== "index") return undefined;
  if (relation.constraint !== undefined) {
    const thing = { kind: "constraint", key: relation.table, name: relation.constraint } as const;
    return { key: relation.table, described: describe(catalog, thing) };
  }
  if (relation.parent === undefined) return undefined;
  return {
    key: relation.parent,
    described: describe(catalog, { kind: "relation", key: relation.parent }),
  };
}
