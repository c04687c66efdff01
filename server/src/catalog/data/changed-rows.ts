import type { Row } from "../catalog.ts";
import { doubt, refuse } from "../draft.ts";
import { forbidDangling } from "./foreign-keys.ts";
import { keyText, sameAfterChange, type UniqueKey, violated } from "./keys.ts";
import { afterKeyChange } from "./referenced-keys.ts";
import type { Writing } from "./writing.ts";

/**
 * What is asked of rows that UPDATE, DO UPDATE or MERGE certainly wrote anew, by what they were: that no other has their
 * keys, that what they point to is there, that nothing points to what they no longer are.
 */
export function checkChanged(
  writing: Writing,
  replaced: ReadonlyMap<Row, Row>,
  columns: ReadonlySet<string>,
): void {
  if (replaced.size === 0) return;
  const { draft, key } = writing;
  for (const one of writing.keys)
    if (one.columns.some((column) => column === undefined || columns.has(column)))
      forbidSameKeys(writing, one, replaced);
  const changed = [...replaced].flatMap(([was, is]) => (was === is ? [] : [is]));
  forbidDangling(draft, key, changed, { columns });
  afterKeyChange(draft, key, [...replaced.keys()]);
}

/** 23505, 23P01 */
function forbidSameKeys(writing: Writing, key: UniqueKey, replaced: ReadonlyMap<Row, Row>): void {
  if (key.deferred) return;
  const changed = [...replaced.values()];
  const after = sameAfterChange(writing.env, writing.table, key, changed);
  const same = after === "none" && !key.deferrable ? sameMidway(writing, key, replaced) : after;
  if (same === "none") {
    if (mayMeetUnseen(writing, key, changed))
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
  const textOf = (row: Row): string | undefined => {
    const text = keyText(env, key, row, table.columns);
    return typeof text === "object" ? text.text : undefined;
  };
  const becomes = new Map<string, string>();
  for (const [was, is] of replaced) {
    const [from, to] = [textOf(was), textOf(is)];
    if (from !== undefined && to !== undefined && from !== to) becomes.set(from, to);
  }
  let waits = false;
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

/** In a history that starts from nothing, a row that may be there is one that its own statements may have put there. */
const mayMeetUnseen = (
  { draft, env, table }: Writing,
  key: UniqueKey,
  changed: readonly Row[],
): boolean =>
  draft.catalog.closed &&
  !table.rows.complete &&
  changed.some((row) => typeof keyText(env, key, row, table.columns) === "object");
