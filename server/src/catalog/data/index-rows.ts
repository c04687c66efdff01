import { List } from "immutable";
import type { Index, Table } from "../catalog.ts";
import { type Draft, doubt, refuse, refuseFor } from "../draft.ts";
import { bind, type Env, newEnv } from "../evaluate/env.ts";
import { evaluateExpr } from "../evaluate/evaluate-expr.ts";
import { rowBinding } from "../evaluate/table-rows.ts";
import { isError, truth } from "../evaluate/value.ts";
import { conflictOn, withRow } from "./keys.ts";
import { type UniqueKey, uniqueKey, uniqueKeys } from "./unique-keys.ts";

/** index_build: the rows that are there are read for a new index, and where it is unique no two may be the same. */
export function forbidUnindexable(
  draft: Draft,
  tableKey: string,
  table: Table,
  index: Index,
  type?: "primary key" | "unique" | "exclude",
): void {
  if (table.rows.known.isEmpty()) return;
  const key = uniqueKey(index, undefined);
  const env = newEnv(draft.catalog, {});
  forbidFailing(draft, env, table, key);
  if (!index.unique && type !== "exclude") return;
  if (uniqueKeys(draft.catalog, tableKey).some((other) => covers(other, key))) return;
  let seen: Table = { ...table, rows: { known: List(), complete: true } };
  let open = false;
  for (const row of table.rows.known) {
    const conflict = conflictOn(env, key, row, seen);
    if (typeof conflict === "object")
      refuse(
        type === "exclude" ? "23P01" : "23505",
        `could not create ${type === "exclude" ? "exclusion constraint" : "unique index"} "${index.name}"`,
        { class: "index", schema: index.schema, name: index.name },
      );
    open ||= conflict === "possible";
    seen = { ...seen, rows: { ...seen.rows, known: withRow(env, seen.rows.known, row, seen) } };
  }
  if (open) doubt(draft, `two rows of "${table.name}" may be the same under "${index.name}"`);
}

/** FormIndexDatum: an expression fails for a row. */
function forbidFailing(draft: Draft, env: Env, table: Table, key: UniqueKey): void {
  if (key.expressions.length === 0 && !key.predicate) return;
  for (const row of table.rows.known) {
    const own = bind(env, [rowBinding(env, table.name, row, table.columns)]);
    const inside = key.predicate ? evaluateExpr(own, key.predicate) : true;
    if (isError(inside)) return refuseFor(inside);
    if (truth(inside) === false) continue;
    for (const expression of key.expressions) {
      const value = evaluateExpr(own, expression);
      if (!isError(value)) continue;
      if (truth(inside) === true) return refuseFor(value);
      doubt(draft, value.message);
    }
  }
}

/** No two rows are the same under a key when another one forbids that for some of its columns. */
const covers = (other: UniqueKey, key: UniqueKey): boolean =>
  other.name !== key.name &&
  !other.predicate &&
  !other.deferrable &&
  other.exclusion === undefined &&
  (other.nullsNotDistinct || !key.nullsNotDistinct) &&
  other.columns.every((column) => column !== undefined && key.columns.includes(column));
