import type { Row } from "../catalog.ts";
import type { Changes } from "./changed-rows.ts";
import { type KeyText, keyText } from "./key-text.ts";
import { mayHoldUnseen, unseenRow } from "./matching.ts";
import { sameValue } from "./row-values.ts";
import type { UniqueKey } from "./unique-keys.ts";
import type { Writing } from "./writing.ts";

/**
 * Whether rows that were written anew, or may have been, may have the key of another one, where that is not known: asked
 * where all rows come from the history's own statements. In the table, those that only may have been have nothing known
 * in what was assigned to.
 */
export function mayMeet(writing: Writing, key: UniqueKey, { sure, perhaps }: Changes): boolean {
  const { draft, env, table } = writing;
  if (!draft.catalog.closed) return false;
  const moved = [...sure, ...perhaps].filter(([was, is]) => moves(key, was, is));
  if (moved.length === 0) return false;
  const textOf = (row: Row): KeyText => keyText(env, key, row, table.columns);
  const unseen = mayHoldUnseen(draft.catalog, table);
  const there = { texts: new Set<string>(), open: 0, counted: false };
  for (const row of table.rows.known) {
    const text = textOf(row);
    if (text === "open") there.open++;
    else if (text !== "free") {
      there.texts.add(text.text);
      there.counted ||= text.counted === true;
    }
  }
  return moved.some(([was, is]) => {
    const text = textOf(is);
    if (text === "free") return false;
    const others = table.rows.known.size - (was === unseenRow ? 0 : 1);
    if (text === "open") return others > 0;
    if (unseen || was === unseenRow) return true;
    if (sure.has(was)) return there.open > 0;
    return there.open > 1 || there.counted || there.texts.has(text.text);
  });
}

const moves = ({ reads }: UniqueKey, was: Row, is: Row): boolean =>
  reads === undefined ||
  [...reads].some((column) => !sameValue(was.values.get(column), is.values.get(column)));
