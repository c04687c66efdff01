import type { OnConflict } from "../../effects/data/write.ts";
import type { Row } from "../catalog.ts";
import { doubt, refuse } from "../draft.ts";
import type { Presence } from "../evaluate/env.ts";
import { forbidFailedChecks } from "./checks.ts";
import { keyText } from "./key-text.ts";
import { conflictOn } from "./keys.ts";
import { forbidNulls } from "./new-row.ts";
import { sameColumns } from "./table-keys.ts";
import { type UniqueKey, violated } from "./unique-keys.ts";
import { newWriting, type Writing } from "./writing.ts";

/**
 * ExecInsert: a row is held against the partition that it goes to (the last of `path`), which may ask more than the
 * table above. Gives how sure it is that it comes to be there; "skipped" by ON CONFLICT.
 */
export function intoPartition(
  writing: Writing,
  path: readonly string[],
  row: Row,
  onConflict: OnConflict | undefined,
): Presence | "skipped" {
  const below = partitionBelow(writing, path, row);
  if (!below) return "certain";
  const { draft, env, table, key } = below;
  for (const one of ownKeys(writing, below)) {
    const conflict = conflictOn(env, one, row, table);
    const unseen = !table.rows.complete && keyText(env, one, row, table.columns) !== "free";
    if (conflict === "none" && !unseen) continue;
    const { sqlstate, message } = violated(one);
    if (typeof conflict === "object" && !one.deferred) {
      if (!onConflict) refuse(sqlstate, message, { class: "row", name: one.name, on: key });
      if (onConflict.action === "nothing" && !onConflict.target) return "skipped";
    }
    doubt(draft, message);
    return "maybe";
  }
  return "certain";
}

/** The same of a row that UPDATE moves; where its own one was, nobody knows. */
export function movedTo(writing: Writing, path: readonly string[], row: Row): void {
  const below = partitionBelow(writing, path, row);
  if (!below) return;
  const { draft, env, table } = below;
  if (ownKeys(writing, below).some((one) => keyText(env, one, row, table.columns) !== "free"))
    doubt(draft, `a row with this key may be there already in "${table.name}"`);
}

/** 23502, 23514 */
function partitionBelow(
  { draft, env }: Writing,
  path: readonly string[],
  row: Row,
): Writing | undefined {
  const key = path.at(-1);
  const below = key === undefined ? undefined : newWriting(draft, env, key);
  if (!below) return undefined;
  forbidNulls(draft, below.table, below.key, row);
  forbidFailedChecks(env, below.table, below.key, row);
  return below;
}

/** Keys that the table above does not have. */
const ownKeys = ({ keys }: Writing, below: Writing): readonly UniqueKey[] =>
  below.keys.filter((one) => !keys.some((other) => sameColumns(other, one.columns)));
