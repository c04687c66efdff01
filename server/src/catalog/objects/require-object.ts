import type { ObjectRef, PlainRef, RelationRef } from "../../effects/objects/object-ref.ts";
import type { NameRef } from "../../effects/type-ref.ts";
import type { Relation } from "../catalog.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { isThere } from "../names.ts";
import {
  anyRelation,
  classOf,
  requireRelation,
  systemColumns,
  type Wanted,
} from "../relations/require.ts";
import { systemColumnsOf } from "../views/system-columns.ts";
import { findColumn, learnColumn, requireChild, tableOrAny } from "./children.ts";
import { requireDomainConstraint } from "./domain-constraints.ts";
import { putPlain } from "./plain.ts";
import { findPlace, type PlainPlace } from "./plain-key.ts";
import { notThere } from "./plain-words.ts";
import { isRoleKeyword, requirePlain, requireSchema, requireType, writtenName } from "./require.ts";
import { requireRoutine } from "./routines.ts";
import { writtenType } from "./written-type.ts";

/**
 * The object must be there; unknown ones are learnt. Answers how dependents refer to it (`type:public.mood`);
 * undefined for what PostgreSQL brings itself.
 */
export function requireObject(draft: Draft, ref: ObjectRef): string | undefined {
  switch (ref.class) {
    case "table":
    case "view":
    case "materialized view":
    case "index":
    case "sequence":
    case "foreign table":
    case "relation":
      return requireNamespaced(draft, ref.name, wanted[ref.class]).key;
    case "column": {
      const { key, relation } = requireNamespaced(draft, ref.on, aColumnOwner);
      requireColumnOf(draft, key, relation, ref.name, writtenName(ref.on));
      // CommentObject: what the column is of is looked at last.
      if (!ownsColumns.includes(relation.kind))
        refuse("42809", `cannot set comment on relation "${relation.name}"`, {
          class: classOf(relation.kind),
          schema: relation.schema,
          name: relation.name,
        });
      return key;
    }
    case "constraint":
    case "trigger":
    case "policy":
    case "rule":
      return requireChild(draft, ref);
    case "domain constraint":
      return requireDomainConstraint(draft, ref.on, ref.name, "does not exist");
    case "type":
    case "domain": {
      const { found, type } = requireType(draft, ref.type);
      const isDomain =
        isThere(found) && found.kind === "type" && /^(domain|unknown)$/.test(found.type.kind);
      if (ref.class === "domain" && isThere(found) && !isDomain)
        refuse("42809", `"${writtenType(ref.type)}" is not a domain`, {
          class: "type",
          ...ref.type,
        });
      return type.schema === "pg_catalog" ? undefined : `type:${type.schema}.${type.name}`;
    }
    case "function":
    case "procedure":
    case "aggregate":
    case "routine": {
      const found = requireRoutine(draft, ref);
      return found && `routine:${found.key}`;
    }
    case "large object":
      doubt(draft, "large objects are not simulated");
      return undefined;
    default: {
      const place = requirePlace(draft, ref);
      return place && `${ref.class}:${place.key}`;
    }
  }
}

/** An object of a plain class: its place, with the object. Roles may be keywords. */
export function requirePlace(draft: Draft, ref: PlainRef): PlainPlace | undefined {
  if (ref.class === "role" && isRoleKeyword(ref.name.name)) return undefined;
  if (ref.name.schema !== undefined && ref.class !== "operator")
    requireSchema(draft, ref.name.schema);
  requireParts(draft, ref);
  const place = findPlace(draft, ref);
  const [sqlstate, message] = notThere(ref, place.shown);
  const subject = { class: ref.class, ...ref.name };
  if (place.found === "absent") return refuse(sqlstate, message, subject);
  if (place.found !== "unknown") return place;
  doubt(draft, `${ref.class} "${place.shown}" was not created in view`);
  const found = {
    name: ref.name.name,
    definition: "unknown",
    origin: "assumed" as const,
    ...(place.schema === undefined ? {} : { schema: place.schema }),
  };
  putPlain(draft, ref.class, place.key, found);
  return { ...place, found };
}

/** What a name is made of besides itself. */
export function requireParts(draft: Draft, ref: PlainRef): void {
  const of = ref.of ?? "";
  if (ref.class === "operator class" || ref.class === "operator family")
    requirePlain(draft, "access method", of, "42704", `access method "${of}" does not exist`);
  if (ref.class === "transform")
    requirePlain(draft, "language", of, "42704", `language "${of}" does not exist`);
  if (ref.class !== "user mapping") return;
  requirePlace(draft, { class: "role", name: ref.name });
  requirePlain(draft, "server", of, "42704", `server "${of}" does not exist`);
}

/** 3F000 before 42P01, as in all statements that change or describe a relation. */
export function requireNamespaced(
  draft: Draft,
  name: NameRef,
  kinds: Wanted,
): { readonly key: string; readonly relation: Relation } {
  if (name.schema !== undefined) requireSchema(draft, name.schema);
  return requireRelation(draft, name, kinds);
}

/** 42703, with the relation's name as written. */
export function requireColumnOf(
  draft: Draft,
  key: string,
  relation: Relation,
  column: string,
  shown: string,
): void {
  if (systemColumns.has(column)) return;
  const system = systemColumnsOf(key);
  const found = system ? (system.has(column) ? "there" : "absent") : findColumn(relation, column);
  if (found === "absent")
    refuse("42703", `column "${column}" of relation "${shown}" does not exist`, {
      class: "column",
      name: column,
      on: key,
    });
  if (found !== "unknown") return;
  doubt(draft, `column "${column}" of "${shown}" was not created in view`);
  learnColumn(draft, key, column);
}

const ownsColumns: readonly Relation["kind"][] = [
  "table",
  "partitioned table",
  "foreign table",
  "view",
  "materialized view",
  "composite type",
  "unknown",
];

/** Most likely a table. */
const aColumnOwner: Wanted = { ...anyRelation, kinds: ["table", ...anyRelation.kinds] };

const only = (kinds: Wanted["kinds"], what: string): Wanted => ({
  kinds,
  otherwise: (name) => ["42809", `"${name}" is not ${what}`],
});

const wanted: Readonly<Record<RelationRef["class"], Wanted>> = {
  table: only(["table", "partitioned table"], "a table"),
  view: only(["view"], "a view"),
  "materialized view": only(["materialized view"], "a materialized view"),
  index: only(["index"], "an index"),
  sequence: only(["sequence"], "a sequence"),
  "foreign table": only(["foreign table"], "a foreign table"),
  relation: tableOrAny,
};
