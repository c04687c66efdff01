import type { InsertEffect } from "../../effects/data/write.ts";
import type { Expr } from "../../effects/expression.ts";
import type { Row, Table } from "../catalog.ts";
import { type Draft, notice, perhaps, refuse, refuseFor } from "../draft.ts";
import { both, type Env, failed, type Presence } from "../evaluate/env.ts";
import { evaluateExpr } from "../evaluate/evaluate-expr.ts";
import { queryRows } from "../evaluate/query-rows.ts";
import { orderedNames } from "../evaluate/table-rows.ts";
import { partitionsOf } from "../relations/partition-fit.ts";
import { type Added, addRow } from "./add-row.ts";
import { checkChanged } from "./changed-rows.ts";
import { requireArbiter } from "./conflict-target.ts";
import { forbidDangling } from "./foreign-keys.ts";
import { withDependents, withGenerated } from "./generated-columns.ts";
import { afterTriggers, defaultsOf, type Given, proposedRow } from "./new-row.ts";
import { intoPartition } from "./partition-rows.ts";
import { forgetAbove, putInPartitions } from "./relatives.ts";
import { requirePartition } from "./routing.ts";
import { forgetRows, unknownValue } from "./row-values.ts";
import { afterChange, beforeRow } from "./triggers.ts";
import { flush, type Writing } from "./writing.ts";

/** INSERT: its names have been checked. Gives the rows that are certainly there because of it. */
export function insertRows(writing: Writing, effect: InsertEffect): readonly Row[] {
  const { draft, env, key, table } = writing;
  const columns = targetColumns(table, effect);
  forbidGenerated(table, key, effect, columns);
  // Without a list, what goes where in a table of which not all columns are known is not known.
  const blind = !effect.columns && !table.columns.complete && effect.source !== "default values";
  const usual = defaultsOf(env, table);
  const defaults = blind ? { values: usual.values.map(() => unknownValue), fresh: [] } : usual;
  const before = beforeRow(draft.catalog, table, "insert");
  const sources = sourceRows(env, effect, columns.length);
  const into = overridden(effect, table, columns);
  // Constants are read as their columns' types before ON CONFLICT is looked at.
  const proposed = sources.map(({ given, presence }) => ({
    row: proposedRow(draft, env, table, into, given, defaults),
    presence,
  }));
  const arbiter = effect.onConflict ? requireArbiter(writing, effect.onConflict) : undefined;
  const added: Added[] = [];
  for (const { row: given, presence } of proposed) {
    const path = presence === "certain" ? requirePartition(draft, key, table, given) : [];
    const row = withGenerated(env, table, afterTriggers(draft, given, before));
    const below = intoPartition(writing, path, row, effect.onConflict);
    const comes = before.mayDrop ? weaker(presence) : presence;
    const one: Added =
      below === "skipped"
        ? { kind: "skipped" }
        : addRow(writing, effect, row, both(comes, below), arbiter);
    added.push(one);
    if (one.kind === "added") putInPartitions(draft, path, one.row);
    else if (one.kind === "possible") forgetPartitions(draft, key);
  }
  flush(writing);
  if (added.some(({ kind }) => kind !== "skipped")) forgetAbove(draft, key, "insert");
  if (added.length > 0 && added.every((one) => one.kind === "skipped")) {
    notice(draft, "the row is there already, ON CONFLICT DO NOTHING");
    return [];
  }
  const rows = added.flatMap((one) => (one.kind === "added" ? [one.row] : []));
  const possible = added.flatMap((one) => (one.kind === "possible" ? [one] : []));
  checkChanged(writing, {
    sure: new Map(possible.flatMap(({ changed }) => (changed ? [changed] : []))),
    perhaps: new Map(possible.flatMap(({ perhapsChanged = [] }) => perhapsChanged)),
    columns: withDependents(table, effect.onConflict?.set.map(({ column }) => column) ?? []),
  });
  forbidDangling(draft, key, rows);
  if (draft.catalog.closed)
    perhaps(draft, () =>
      forbidDangling(
        draft,
        key,
        possible.flatMap((one) => one.perhaps ?? []),
      ),
    );
  if (sources.length > 0) {
    draft.touched = true;
    draft.filled.add(key);
    afterChange(draft, key, "insert");
  }
  return rows;
}

/** It may be in any of them. */
function forgetPartitions(draft: Draft, key: string): void {
  for (const child of partitionsOf(draft.catalog, key)) forgetRows(draft, child.key, "delete");
}

const weaker = (presence: Presence): Presence => (presence === "certain" ? "maybe" : presence);

/** Where the source's columns go; undefined for places of which the column is not known. */
const targetColumns = (table: Table, effect: InsertEffect): readonly (string | undefined)[] =>
  effect.columns ?? (table.columns.complete ? orderedNames(table.columns) : []);

/** OVERRIDING USER VALUE: what is given to an identity column is not taken. */
const overridden = (
  effect: InsertEffect,
  table: Table,
  columns: readonly (string | undefined)[],
): readonly (string | undefined)[] =>
  effect.overriding !== "user"
    ? columns
    : columns.map((name) =>
        name !== undefined && table.columns.known.get(name)?.identity ? undefined : name,
      );

/** rewriteTargetListIU: identity and generated columns take DEFAULT only. */
function forbidGenerated(
  table: Table,
  key: string,
  effect: InsertEffect,
  columns: readonly (string | undefined)[],
): void {
  const { source } = effect;
  if (source === "default values") return;
  const given = source.kind === "values" ? (source.rows[0]?.length ?? 0) : columns.length;
  for (const [index, name] of columns.slice(0, given).entries()) {
    const column = name === undefined ? undefined : table.columns.known.get(name);
    const always =
      column?.generated ?? (column?.identity === "always" && effect.overriding === undefined);
    if (
      !always ||
      (source.kind === "values" && source.rows.every((row) => row[index]?.kind === "default"))
    )
      continue;
    refuse("428C9", `cannot insert a non-DEFAULT value into column "${name}"`, {
      class: "column",
      name: name ?? "",
      on: key,
    });
  }
}

interface SourceRow {
  readonly given: readonly Given[];
  readonly presence: Presence;
}

function sourceRows(env: Env, { source }: InsertEffect, width: number): readonly SourceRow[] {
  if (source === "default values") return [{ given: [], presence: "certain" }];
  if (source.kind === "values")
    return source.rows.map((row) => ({
      given: row.map((expr) => givenBy(env, expr)),
      presence: "certain",
    }));
  const rows = queryRows(env, source);
  if (failed(rows)) return refuseFor(rows);
  return rows.rows.map(({ values, presence }) => ({
    given: rows.columns || values.length === width ? values : [],
    presence,
  }));
}

const givenBy = (env: Env, expr: Expr): Given =>
  expr.kind === "default" ? { kind: "default" } : evaluateExpr(env, expr);
