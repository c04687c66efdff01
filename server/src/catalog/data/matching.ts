import { List, Map as PersistentMap } from "immutable";
import type { Expr, FromItem } from "../../effects/expression.ts";
import type { Catalog, Row, Table } from "../catalog.ts";
import { refuseFor } from "../draft.ts";
import { bind, type Env, failed, nothingKnown } from "../evaluate/env.ts";
import { join } from "../evaluate/join.ts";
import { rowBinding } from "../evaluate/table-rows.ts";
import type { Writing } from "./writing.ts";

/** A known row that a statement may touch. */
export interface Match {
  readonly row: Row;
  readonly sure: boolean;
  /** Binds it, and the rows of FROM that it was matched with. */
  readonly env: Env;
}

/** The known rows that WHERE picks, with the rows of FROM or USING. */
export function matches(
  { env, draft, table }: Writing,
  alias: string,
  from: readonly FromItem[],
  where: Expr | undefined,
): readonly Match[] {
  const found: Match[] = [];
  for (const row of table.rows.known) {
    const own = bind(env, [
      rowBinding({ ...env, catalog: draft.catalog }, alias, row, table.columns),
    ]);
    const joined = join(own, from, where);
    if (failed(joined)) return refuseFor(joined);
    const [first] = joined;
    if (!first) continue;
    const sure = joined.some((one) => one.presence === "certain");
    // With several partners any one of them may give the new values.
    const bindings =
      joined.length === 1
        ? first.bindings
        : first.bindings.map((one) => ({ ...one, values: nothingKnown }));
    found.push({ row, sure, env: bind(own, bindings) });
  }
  return found;
}

/** Stands for those that nobody sees. */
export const unseenRow: Row = { values: PersistentMap() };

/** A history that starts from nothing has put all rows there, also those of which it is not known whether they came. */
export const mayHoldUnseen = (catalog: Catalog, { rows, origin }: Table): boolean =>
  catalog.closed && !rows.complete && origin !== "assumed";

/** Whether WHERE picks rows that may be there unseen. */
export function unseenMatches(
  writing: Writing,
  alias: string,
  from: readonly FromItem[],
  where: Expr | undefined,
): readonly Match[] {
  const { draft, table } = writing;
  if (!mayHoldUnseen(draft.catalog, table)) return [];
  const unseen = { ...table, rows: { known: List([unseenRow]), complete: true } };
  return matches({ ...writing, table: unseen }, alias, from, where).map((one) => ({
    ...one,
    sure: false,
  }));
}
