import type { FromItem } from "../../effects/expression.ts";
import { findRelation } from "../look-up.ts";
import { isThere } from "../names.ts";
import { isTable, systemColumns } from "../relations/require.ts";
import { systemColumnsOf } from "../views/system-columns.ts";
import { systemView } from "../views/views.ts";
import { sequenceColumns } from "./check-from.ts";
import {
  type Env,
  failed,
  mayDiffer,
  noteRead,
  nothingKnown,
  type Rows,
  type SourceRow,
} from "./env.ts";
import { functionRows } from "./function-rows.ts";
import { queryRows, subqueryRows } from "./query-rows.ts";
import { hasRow, tableRows } from "./table-rows.ts";
import { type ErrorValue, errorValue } from "./value.ts";
import type { Named, Wanted } from "./wanted.ts";

/** One range of FROM. */
export interface Leaf extends Named {
  readonly columns: readonly string[] | undefined;
  readonly lateral: boolean;
  readonly rows: (env: Env, wanted: Wanted) => readonly SourceRow[] | ErrorValue;
}

type Item = Exclude<FromItem, { kind: "join" }>;

export function leafOf(env: Env, item: Item): Leaf | ErrorValue {
  switch (item.kind) {
    case "relation":
      return relationLeaf(env, item);
    case "query": {
      if (item.lateral) return lateralQuery(item);
      const rows = subqueryRows(env, item.query);
      return failed(rows) ? rows : rowsLeaf(item.alias, rows, item.columns);
    }
    case "function":
      return functionRows(item);
    case "opaque":
      return unseenLeaf(item.alias ?? "");
    default:
      return item satisfies never;
  }
}

/** Nothing is known of it, not even its columns. */
const unseenLeaf = (alias: string, columns?: readonly string[]): Leaf => ({
  alias,
  has: hasColumn(columns),
  columns,
  lateral: false,
  rows: () => [{ values: nothingKnown, presence: "many" }],
});

const hasColumn = (
  columns: readonly string[] | undefined,
): ((column: string) => boolean | "unknown") =>
  columns ? (column) => columns.includes(column) : () => "unknown";

function rowsLeaf(alias: string, rows: Rows, names: readonly string[]): Leaf {
  const columns = rows.columns && [...names, ...rows.columns.slice(names.length)];
  const shown = columns ?? (names.length > 0 ? names : undefined);
  const converted = sourceRows(rows, shown);
  return {
    alias,
    has: columns ? hasColumn(columns) : (name) => names.includes(name) || "unknown",
    columns,
    lateral: false,
    rows: (_, wanted) =>
      wanted.size === 0 ? converted : converted.filter((row) => hasRow(row, wanted)),
  };
}

const made = new WeakMap<Rows, { readonly names: string; readonly rows: readonly SourceRow[] }>();

/** The rows with their values by name. */
function sourceRows(rows: Rows, columns: readonly string[] | undefined): readonly SourceRow[] {
  const names = (columns ?? []).join("\0");
  const known = made.get(rows);
  if (known?.names === names) return known.rows;
  const converted = rows.rows.map(
    ({ values, presence }): SourceRow => ({
      values: (column) => {
        const at = columns?.indexOf(column) ?? -1;
        return at < 0 ? undefined : values[at];
      },
      presence,
    }),
  );
  made.set(rows, { names, rows: converted });
  return converted;
}

const lateralQuery = (item: Extract<Item, { kind: "query" }>): Leaf => ({
  alias: item.alias,
  has: (name) => item.columns.includes(name) || "unknown",
  columns: undefined,
  lateral: true,
  rows: (env, wanted) => {
    const rows = queryRows(env, item.query);
    if (failed(rows)) return rows;
    return rowsLeaf(item.alias, rows, item.columns).rows(env, wanted);
  },
});

function relationLeaf(env: Env, item: Extract<Item, { kind: "relation" }>): Leaf | ErrorValue {
  const table = item.schema === undefined ? env.tables.get(item.name) : undefined;
  if (table) {
    if (mayDiffer.has(table)) noteRead(env);
    return rowsLeaf(item.alias, table, item.columns ?? []);
  }
  if (item.columns) return unseenLeaf(item.alias, undefined);
  const { key, found } = findRelation(env.catalog, item);
  const schema = key.slice(0, key.indexOf("."));
  const view = systemView(key);
  if (view) {
    const columns = systemColumnsOf(key);
    return {
      alias: item.alias,
      schema,
      has: (name) => columns?.has(name) ?? "unknown",
      columns: columns && [...columns],
      lateral: false,
      rows: (_, wanted) => [...view(env.catalog, wanted)],
    };
  }
  if (isThere(found) && isTable(found))
    return { ...tableRows(env, item.alias, key, found), schema };
  if (found === "absent")
    return errorValue("42P01", `relation "${item.name}" does not exist`, {
      class: "table",
      ...(item.schema === undefined ? {} : { schema: item.schema }),
      name: item.name,
    });
  if (isThere(found) && found.kind === "sequence") return sequenceLeaf(item.alias, schema);
  const columns = systemColumnsOf(key);
  return unseenLeaf(item.alias, columns && [...columns]);
}

/** One row, in which nothing is known. */
const sequenceLeaf = (alias: string, schema: string): Leaf => ({
  alias,
  schema,
  has: (name) => sequenceColumns.has(name) || systemColumns.has(name),
  columns: [...sequenceColumns.keys()],
  lateral: false,
  rows: () => [{ values: nothingKnown, presence: "certain" }],
});
