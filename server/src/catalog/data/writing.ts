import type { Catalog, Row, Table } from "../catalog.ts";
import type { Draft } from "../draft.ts";
import type { Env } from "../evaluate/env.ts";
import { isTable } from "../relations/require.ts";

/** One writing statement under way. */
export interface Writing {
  readonly draft: Draft;
  /** The rows as they were before the statement: all its queries see those. */
  readonly env: Env;
  /** Rows that this statement has put there. */
  readonly made: Set<Row>;
}

export const tableOf = (draft: Draft, key: string): Table | undefined => tableIn(draft.catalog, key);

export function tableIn(catalog: Catalog, key: string): Table | undefined {
  const relation = catalog.relations.known.get(key);
  return relation && isTable(relation) ? relation : undefined;
}
