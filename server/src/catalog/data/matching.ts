import type { Expr, FromItem } from "../../effects/expression.ts";
import type { Row } from "../catalog.ts";
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
