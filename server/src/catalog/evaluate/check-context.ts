import type { CommonTable } from "../../effects/expression.ts";
import { type Draft, doubt } from "../draft.ts";
import type { InferredType, Scope } from "./scope.ts";

/**
 * Parse analysis: whether the names that a statement uses are there, in PostgreSQL's order (the first missing one
 * decides the SQLSTATE). What is not known of them is learnt.
 */
export interface Checking {
  readonly draft: Draft;
  readonly scope: Scope;
  /** WITH queries in reach, by name. */
  readonly tables: ReadonlyMap<string, OutputColumns>;
  /**
   * Told of every relation that is read, and of every column of one that is named (what a view depends on); of
   * `anyColumn` where some may be that are not known.
   */
  readonly read?: (relation: string, column?: string | typeof anyColumn) => void;
}

export const anyColumn: unique symbol = Symbol();

export interface OutputColumns {
  readonly columns: readonly { readonly name: string; readonly type: InferredType }[];
  /** There are no others. */
  readonly complete: boolean;
}

export const checkingDraft = (draft: Draft, scope: Scope = {}): Checking => ({
  draft,
  scope,
  tables: new Map(),
});

export const withTable = (
  checking: Checking,
  table: CommonTable,
  output: OutputColumns,
): Checking => ({
  ...checking,
  tables: new Map(checking.tables).set(table.name, renamed(output, table.columns)),
});

/** Column aliases name the first columns. */
export const renamed = (output: OutputColumns, names: readonly string[]): OutputColumns =>
  names.length === 0
    ? output
    : {
        columns: [
          ...names.map((name, index) => ({
            name,
            type: output.columns[index]?.type ?? ("unknown" as const),
          })),
          ...output.columns.slice(names.length),
        ],
        complete: output.complete,
      };

/** Something is taken to be there; asked once more it is known to have been. */
export function assume(checking: Checking, key: string, why: string): void {
  const { draft } = checking;
  if (draft.catalog.assumed.get(key)) return;
  draft.catalog = { ...draft.catalog, assumed: draft.catalog.assumed.set(key, true) };
  doubt(draft, why);
}
