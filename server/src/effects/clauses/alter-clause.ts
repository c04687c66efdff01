import type { Surface } from "../surface.ts";
import { nameAt, type WrittenName } from "./name.ts";
import { type ObjectWords, objectAt, wordCount } from "./object-words.ts";
import { once } from "./once.ts";
import { afterBrackets, endOf, type Written, wordAt, wordsAt, written } from "./written.ts";

/** The beginning of an ALTER statement, up to what is to be done. */
export interface AlterClause {
  readonly on: Written;
  readonly object: ObjectWords;
  readonly guarded: boolean;
  /** Where IF EXISTS goes; undefined for kinds that PostgreSQL has no such form for. */
  readonly guardAt: number | undefined;
  readonly only: boolean;
  readonly name: WrittenName;
  /** ALTER POLICY / TRIGGER / RULE name ON table. */
  readonly table: WrittenName | undefined;
  /** The argument types of a routine, as written with their brackets. */
  readonly signature: string | undefined;
  /** The first token of what is to be done. */
  readonly rest: number;
}

const guardable = new Set<ObjectWords>([
  "table",
  "foreign table",
  "view",
  "materialized view",
  "index",
  "sequence",
]);

export const alterClause = once(readAlterClause);

function readAlterClause(surface: Surface): AlterClause | undefined {
  const on = written(surface);
  if (wordAt(on, 0) !== "alter") return undefined;
  const first = wordAt(on, 1) === "procedural" ? 2 : 1;
  const object = objectAt(on, first);
  if (!object) return undefined;
  let index = first + wordCount(object);
  const guardAt = guardable.has(object) ? endOf(on, index - 1) : undefined;
  const guarded = guardAt !== undefined && wordsAt(on, index, "if exists");
  if (guarded) index += 2;
  const only = wordAt(on, index) === "only";
  const name = nameAt(on, only ? index + 1 : index);
  if (!name) return undefined;
  index = name.next;
  if (wordAt(on, index) === "*") index++;
  const signed = wordAt(on, index) === "(";
  const signature = signed ? signatureAt(on, index) : undefined;
  if (signed) index = afterBrackets(on, index);
  const table =
    ["policy", "trigger", "rule"].includes(object) && wordAt(on, index) === "on"
      ? nameAt(on, wordAt(on, index + 1) === "only" ? index + 2 : index + 1)
      : undefined;
  if (table) index = table.next;
  return { on, object, guarded, guardAt, only, name, table, signature, rest: index };
}

const signatureAt = (on: Written, index: number): string =>
  on.surface.text.slice(on.tokens[index]?.span.start ?? 0, endOf(on, afterBrackets(on, index) - 1));
