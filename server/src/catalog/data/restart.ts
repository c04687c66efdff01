import { relationKey, type Table } from "../catalog.ts";
import type { Draft } from "../draft.ts";
import { isTable, updateTable } from "../relations/require.ts";
import { unknownValue } from "./row-values.ts";

/** ALTER SEQUENCE … RESTART: the numbers that rows have of it may come once more. */
export function restartNumbers(draft: Draft, sequence: string): void {
  const { known } = draft.catalog.relations;
  const its = known.get(sequence);
  const owner = its?.kind === "sequence" ? its.ownedBy : undefined;
  for (const relation of known.values()) {
    if (!isTable(relation)) continue;
    const key = relationKey(relation.schema, relation.name);
    const columns = [...relation.columns.known.values()].filter(
      ({ name, default: from }) =>
        from?.sequence === sequence || (owner?.table === key && owner.column === name),
    );
    for (const { name } of columns) updateTable(draft, key, (table) => withRepeats(table, name));
  }
}

const withRepeats = (table: Table, column: string): Table => ({
  ...table,
  rows: {
    ...table.rows,
    known: table.rows.known.map((row) =>
      row.values.get(column)?.kind === "fresh"
        ? { values: row.values.set(column, unknownValue) }
        : row,
    ),
    ...(table.rows.complete ? {} : { numbered: true }),
  },
});
