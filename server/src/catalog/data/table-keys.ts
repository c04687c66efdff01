import type { Catalog, Index, Table } from "../catalog.ts";
import { type UniqueKey, uniqueKeys } from "./unique-keys.ts";

const assumed = new WeakMap<readonly string[], UniqueKey>();

/** The unique keys of a table: those of its known indexes, and those that a statement has shown there must be. */
export function tableKeys(catalog: Catalog, key: string, table: Table): readonly UniqueKey[] {
  const known = uniqueKeys(catalog, key);
  const shown = (table.assumedKeys ?? []).filter((columns) => columns.length > 0);
  if (shown.length === 0) return known;
  return [
    ...known,
    ...shown
      .filter((columns) => !known.some((one) => !one.exclusion && sameColumns(one, columns)))
      .map((columns) => assumedKey(table, columns)),
  ];
}

export const sameColumns = (key: UniqueKey, columns: readonly (string | undefined)[]): boolean =>
  [...key.columns].sort().join("\0") === [...columns].sort().join("\0");

/** Its index was not seen: the name is the one that PostgreSQL would choose. */
function assumedKey(table: Table, columns: readonly string[]): UniqueKey {
  const known = assumed.get(columns);
  if (known) return known;
  const name = `${table.name}_${columns.join("_")}_key`;
  const index: Index = {
    kind: "index",
    schema: table.schema,
    name,
    origin: "assumed",
    table: `${table.schema}.${table.name}`,
    columns,
    columnNames: columns,
    included: [],
    unique: true,
    nullsNotDistinct: false,
    partial: false,
    reads: [],
    definition: "unknown",
  };
  const key: UniqueKey = {
    name,
    columns,
    expressions: [],
    reads: new Set(columns),
    nullsNotDistinct: false,
    deferrable: false,
    deferred: false,
    index,
  };
  assumed.set(columns, key);
  return key;
}
