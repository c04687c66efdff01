import type { Row, Rows, Table } from "../catalog.ts";
import type { Draft } from "../draft.ts";
import type { Env } from "../evaluate/env.ts";
import { isTable } from "../relations/require.ts";
import { setRows } from "./row-values.ts";
import { tableKeys } from "./table-keys.ts";
import type { UniqueKey } from "./unique-keys.ts";

/** One writing statement under way. Its changes are kept apart until `flush`. */
export interface Writing {
  readonly draft: Draft;
  /** The rows as they were before the statement: all its queries see those. */
  readonly env: Env;
  readonly key: string;
  /** As the statement has it so far. */
  table: Table;
  keys: readonly UniqueKey[];
  /** Rows that this statement has put there. */
  readonly made: Set<Row>;
  /** Rows that it may have changed where they were. */
  readonly mayBeMade: Set<Row>;
  /** What rows have under a key that this statement has put there, or changed where they were. */
  readonly met: Set<string>;
}

/** Undefined where the key is none of a table. */
export function newWriting(draft: Draft, env: Env, key: string): Writing | undefined {
  const table = tableOf(draft, key);
  if (!table) return undefined;
  return {
    draft,
    env,
    key,
    table,
    keys: tableKeys(draft.catalog, key, table),
    made: new Set(),
    mayBeMade: new Set(),
    met: new Set(),
  };
}

export function tableOf(draft: Draft, key: string): Table | undefined {
  const relation = draft.catalog.relations.known.get(key);
  return relation && isTable(relation) ? relation : undefined;
}

export function putRows(writing: Writing, rows: Rows): void {
  if (rows !== writing.table.rows) writing.table = { ...writing.table, rows };
}

/** From now on everybody sees the rows. */
export const flush = ({ draft, key, table }: Writing): void => setRows(draft, key, table.rows);
