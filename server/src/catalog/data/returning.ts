import type { SelectItem } from "../../effects/expression.ts";
import type { Row } from "../catalog.ts";
import { bind, failed, type Rows } from "../evaluate/env.ts";
import { noRowsKnown, projectRow } from "../evaluate/query-rows.ts";
import { rowBinding } from "../evaluate/table-rows.ts";
import type { Writing } from "./writing.ts";

/** The rows of RETURNING, for the query around a data-modifying WITH. */
export function returned(
  writing: Writing,
  items: readonly SelectItem[],
  alias: string,
  rows: readonly Row[],
): Rows {
  const { table } = writing;
  const plain = items.some((item) => item.value === "star")
    ? undefined
    : items.map((item) => item.name);
  if (items.length === 0) return noRowsKnown(plain);
  const out: Rows["rows"][number][] = [];
  let columns: readonly string[] | undefined = plain;
  for (const row of rows) {
    const env = bind(writing.env, [rowBinding(writing.env, alias, row, table.columns)]);
    const made = projectRow(env, {
      kind: "select",
      with: [],
      items,
      from: [],
      grouped: false,
      groupBy: [],
      orderBy: [],
      distinct: false,
    });
    if (failed(made)) return noRowsKnown(plain);
    columns = made.columns;
    out.push({ values: made.values, presence: "certain" });
  }
  // Rows that nobody sees may have been touched as well.
  if (!table.rows.complete) out.push(...noRowsKnown(columns).rows);
  return { columns, rows: out };
}
