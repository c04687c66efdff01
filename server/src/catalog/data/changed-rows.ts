import type { Row } from "../catalog.ts";
import { doubt, perhaps, refuse } from "../draft.ts";
import { forbidDangling } from "./foreign-keys.ts";
import { isPositive, type KeyText, keyText } from "./key-text.ts";
import { sameAfterChange } from "./keys.ts";
import { mayMeet } from "./may-meet.ts";
import { afterKeyChange } from "./referenced-keys.ts";
import { type UniqueKey, violated } from "./unique-keys.ts";
import type { Writing } from "./writing.ts";

export type Change = readonly [was: Row, is: Row];

/** Rows that a statement wrote anew, by what they were. */
export interface Changes {
  readonly sure: ReadonlyMap<Row, Row>;
  /** What others may be now, those that nobody sees among them. */
  readonly perhaps: ReadonlyMap<Row, Row>;
  /** Those that were assigned to. */
  readonly columns: ReadonlySet<string>;
}

/**
 * What is asked of rows that UPDATE, DO UPDATE or MERGE wrote: that no other has their keys, that what they point to is
 * there, that nothing points to what they no longer are.
 */
export function checkChanged(writing: Writing, changes: Changes): void {
  const { sure, columns } = changes;
  if (sure.size + changes.perhaps.size === 0) return;
  const { draft, key } = writing;
  for (const one of writing.keys) if (concerns(one, columns)) forbidSameKeys(writing, one, changes);
  forbidDangling(draft, key, anew(sure), { columns });
  if (draft.catalog.closed)
    perhaps(draft, () => forbidDangling(draft, key, anew(changes.perhaps), { columns }));
  afterKeyChange(draft, key, [...sure.keys(), ...changes.perhaps.keys()], columns);
}

/** Whether a change of these columns may change what rows have under a key. */
export const concerns = ({ reads }: UniqueKey, columns: ReadonlySet<string>): boolean =>
  !reads || [...reads].some((column) => columns.has(column));

const anew = (replaced: ReadonlyMap<Row, Row>): readonly Row[] =>
  [...replaced].flatMap(([was, is]) => (was === is ? [] : [is]));

/** 23505, 23P01 */
function forbidSameKeys(writing: Writing, key: UniqueKey, changes: Changes): void {
  if (key.deferred) return;
  const changed = [...changes.sure.values()];
  const after = sameAfterChange(writing.env, writing.table, key, changed);
  const same = after === "none" && !key.deferrable ? sameMidway(writing, key, changes.sure) : after;
  if (same === "none") {
    if (mayMeet(writing, key, changes))
      doubt(writing.draft, `a row with this key may be there already in "${writing.table.name}"`);
    return;
  }
  const { sqlstate, message } = violated(key);
  if (same === "possible") return doubt(writing.draft, message);
  refuse(sqlstate, message, { class: "row", name: key.name, on: writing.key });
}

/**
 * Keys are asked of row by row: one that takes what another has until its own turn comes fails where it is first. In a
 * circle one of them is; otherwise that is a matter of where PostgreSQL has put them.
 */
function sameMidway(
  { env, table }: Writing,
  key: UniqueKey,
  replaced: ReadonlyMap<Row, Row>,
): ReturnType<typeof sameAfterChange> {
  const textOf = (row: Row): KeyText => keyText(env, key, row, table.columns);
  const becomes = new Map<string, string>();
  let counted = false;
  let numbered = false;
  for (const [was, is] of replaced) {
    const [from, to] = [textOf(was), textOf(is)];
    if (typeof from === "string" || typeof to === "string" || from.text === to.text) continue;
    becomes.set(from.text, to.text);
    counted ||= from.counted === true;
    numbered ||= !to.counted && isPositive(to.text);
  }
  // A number may be that of a sequence which another row has until its turn comes.
  let waits = numbered && counted && becomes.size > 1;
  for (const [start, first] of becomes) {
    let next: string | undefined = first;
    for (let steps = 0; next !== undefined && steps <= becomes.size; steps++) {
      if (next === start) return { row: [...replaced.values()][0] as Row };
      if (becomes.has(next)) waits = true;
      next = becomes.get(next);
    }
  }
  return waits ? "possible" : "none";
}
