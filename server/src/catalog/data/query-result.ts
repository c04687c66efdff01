import { List, Map as PersistentMap } from "immutable";
import type { Query } from "../../effects/expression.ts";
import type { Column, Row, Rows } from "../catalog.ts";
import type { Draft } from "../draft.ts";
import { failed, newEnv } from "../evaluate/env.ts";
import { queryRows } from "../evaluate/query-rows.ts";
import { type RowValues, stored, unknownValue } from "./row-values.ts";

/** The rows that a query, whose names have been checked, puts into a new table with these columns. */
export function queryResult(draft: Draft, query: Query, columns: readonly Column[]): Rows {
  const env = newEnv(draft.catalog, draft.call ? { call: draft.call } : {});
  const result = queryRows(env, query);
  if (failed(result)) return { known: List(), complete: false };
  const rows: Row[] = [];
  for (const { values, presence } of result.rows) {
    if (presence !== "certain") continue;
    const named: RowValues = PersistentMap(
      columns.map((column, index) => {
        const value = result.columns ? values[index] : undefined;
        return [
          column.name,
          value === undefined ? unknownValue : stored(env, column, value),
        ] as const;
      }),
    );
    rows.push({ values: named });
  }
  return { known: List(rows), complete: rows.length === result.rows.length };
}
