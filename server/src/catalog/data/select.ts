import type { SelectEffect } from "../../effects/data/select.ts";
import { type Draft, refuseFor } from "../draft.ts";
import { checkingDraft } from "../evaluate/check-context.ts";
import { checkQuery } from "../evaluate/check-query.ts";
import { failed, newEnv } from "../evaluate/env.ts";
import { queryRows } from "../evaluate/query-rows.ts";
import { runTables } from "./write.ts";

/** A query by itself: it changes nothing but by data-modifying WITH; the functions it calls are effects of their own. */
export function select(draft: Draft, { query }: SelectEffect): void {
  checkQuery(checkingDraft(draft), query, undefined);
  draft.touched = true;
  const around = newEnv(draft.catalog, {});
  const env = query.kind === "select" ? runTables(draft, around, query.with) : around;
  const rows = queryRows(env, query.kind === "select" ? { ...query, with: [] } : query);
  if (failed(rows)) return refuseFor(rows);
}
