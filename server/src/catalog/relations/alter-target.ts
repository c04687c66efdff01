import type { AlterEffect, RelationWord } from "../../effects/relations/alter-effects.ts";
import type { NameRef } from "../../effects/type-ref.ts";
import type { Relation, Table } from "../catalog.ts";
import { type Draft, doubt, notice, Refusal, refuse } from "../draft.ts";
import { findRelation, setRelation } from "../look-up.ts";
import { remove } from "../names.ts";
import { requireSchema } from "../objects/require.ts";
import { anyRelation, classOf, isTable, requireRelation, type Wanted, written } from "./require.ts";

type Kind = Relation["kind"];
const tables: readonly Kind[] = ["table", "partitioned table", "foreign table"];

/**
 * The relation of an ALTER, of the kind that its word says (RangeVarCallbackForAlterRelation).
 * Undefined: it is not there and the statement says IF EXISTS.
 */
export function alterTarget(
  draft: Draft,
  name: NameRef,
  as: RelationWord,
  ifExists: boolean,
  what: "to rename" | "to rename a column" | "to alter" = "to alter",
): { readonly key: string; readonly relation: Relation } | undefined {
  if (ifExists && isMissing(draft, name)) {
    notice(draft, `relation "${written(name)}" does not exist, skipping`);
    return undefined;
  }
  const perhapsNot = ifExists && findRelation(draft.catalog, name).found === "unknown";
  if (name.schema !== undefined && !perhapsNot) requireSchema(draft, name.schema);
  const { key, relation } = requireRelation(draft, name, wantedTo(what, as));
  if (!perhapsNot) return { key, relation };
  // IF EXISTS asks no more than that: it, and its schema, may well not be there.
  const guessed = { ...relation, guessed: true } as const;
  setRelation(draft, key, guessed);
  return { key, relation: guessed };
}

/** IF EXISTS of what nobody has seen: where what is asked cannot be done to it, it was not there. */
export function whereItIs(draft: Draft, name: NameRef, ifExists: boolean, work: () => void): void {
  const { key, found } = findRelation(draft.catalog, name);
  if (!ifExists || found !== "unknown") return work();
  const { catalog, touched, doubts } = { ...draft, doubts: draft.doubts.length };
  try {
    work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    draft.catalog = { ...catalog, relations: remove(catalog.relations, key) };
    draft.touched = touched;
    draft.doubts.splice(doubts);
    notice(draft, `relation "${written(name)}" does not exist, skipping`);
  }
}

function wantedTo(what: "to rename" | "to rename a column" | "to alter", as: RelationWord): Wanted {
  // RangeVarCallbackForRenameAttribute looks at the kind, not at the word.
  if (what === "to rename a column")
    return { ...anyRelation, kinds: [wantedFor[as].kinds[0], ...anyRelation.kinds] };
  return as === "index" && what === "to rename" ? anything : wantedFor[as];
}

/** ALTER INDEX renames tables too; what it is about is most likely an index. */
const anything: Wanted = {
  kinds: ["index", ...anyRelation.kinds.filter((kind) => kind !== "composite type")],
  otherwise: (name) => ["42809", `"${name}" is a composite type`],
};

const isMissing = (draft: Draft, name: NameRef): boolean =>
  findRelation(draft.catalog, name).found === "absent";

/** ALTER TABLE takes every kind but composite types; what it can do with it is each command's business. */
const wantedFor: Readonly<Record<RelationWord, Wanted>> = {
  table: {
    kinds: ["table", ...anyRelation.kinds.filter((kind) => kind !== "composite type")],
    otherwise: (name) => ["42809", `"${name}" is a composite type`],
  },
  view: only("view", "view"),
  "materialized view": only("materialized view", "materialized view"),
  index: only("index", "index"),
  sequence: only("sequence", "sequence"),
  "foreign table": only("foreign table", "foreign table"),
  type: only("composite type", "composite type"),
};

function only(kind: Kind, word: string): Wanted {
  const article = /^[aeiou]/.test(word) ? "an" : "a";
  return { kinds: [kind], otherwise: (name) => ["42809", `"${name}" is not ${article} ${word}`] };
}

/** ATSimplePermissions; `action` in the words of alter_table_type_to_string. */
export function requireKind(relation: Relation, action: string, ...kinds: readonly Kind[]): void {
  if (kinds.includes(relation.kind) || relation.kind === "unknown" || relation.origin === "assumed")
    return;
  refuse("42809", `ALTER action ${action} cannot be performed on relation "${relation.name}"`, {
    class: classOf(relation.kind),
    schema: relation.schema,
    name: relation.name,
  });
}

/** The table that an ALTER TABLE command changes; undefined where there is nothing to do, or nothing that is known. */
export function alteredTable(
  draft: Draft,
  effect: AlterEffect,
  action: string,
  ...kinds: readonly Kind[]
): { readonly key: string; readonly table: Table } | undefined {
  const target = alterTarget(draft, effect.table, effect.as, effect.ifTableExists);
  if (!target) return undefined;
  requireKind(target.relation, action, ...(kinds.length > 0 ? kinds : tables));
  if (isTable(target.relation)) return { key: target.key, table: target.relation };
  if (target.relation.kind === "unknown")
    doubt(draft, `what "${target.relation.name}" is, is not known`);
  return undefined;
}
