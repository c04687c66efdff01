import type { Assignment, InsertEffect } from "../../effects/data/write.ts";
import type { WriteEffect } from "../../effects/data.ts";
import type { Expr, FromItem } from "../../effects/expression.ts";
import type { Column, Relation } from "../catalog.ts";
import { requireNamedConstraint } from "../data/conflict-target.ts";
import { refuse } from "../draft.ts";
import { find, isThere } from "../names.ts";
import { isTable, refuseMissingColumn, requireColumn } from "../relations/require.ts";
import type { Checking, OutputColumns } from "./check-context.ts";
import { checkExpr } from "./check-expr.ts";
import { checkFrom, checkItems, rangeOfRelation, sequenceColumns } from "./check-from.ts";
import { checkBoolean } from "./check-operator.ts";
import { checkQuery, checkTables, selected } from "./check-query.ts";
import { checkAssignment } from "./check-types.ts";
import { forbidSameNames, namesGiven } from "./name-conflicts.ts";
import type { Frame, InferredType, Range } from "./scope.ts";
import { forbidMerging, requireTarget } from "./target.ts";

/** Parse analysis of INSERT, UPDATE, DELETE and MERGE in PostgreSQL's order; gives the columns of RETURNING. */
export function checkWrite(
  around: Checking,
  write: WriteEffect,
  outer: Frame | undefined,
): OutputColumns {
  const checking = checkTables(around, write.with, outer);
  const { key, relation } = requireTarget(checking, write.table);
  const target = rangeOfRelation(write.alias, key, relation);
  const frame = (...ranges: readonly Range[]): Frame => ({ ranges, ...(outer ? { outer } : {}) });
  // transformUpdateStmt: "subqueries in FROM cannot access the result relation"; USING's neither.
  const beside: Frame = { ...frame(), written: target };
  const check = (expr: Expr | undefined, at: Frame): void => {
    if (expr) checkExpr(checking, expr, at);
  };
  const checkWhere = (expr: Expr | undefined, at: Frame): void => {
    if (expr) checkBoolean(checking, "WHERE", checkExpr(checking, expr, at));
  };
  const own = { name: write.alias, ...(write.alias === write.table.name ? { key } : {}) };
  const forbidItsName = (items: readonly FromItem[]): void =>
    forbidSameNames(
      [own],
      items.flatMap((item) => namesGiven(checking, item)),
    );
  switch (write.kind) {
    case "insert": {
      checkInsert(checking, write, key, relation, outer);
      const conflict = write.onConflict;
      if (conflict?.target?.kind === "columns") {
        for (const column of conflict.target.columns)
          if (column !== undefined)
            checkExpr(checking, { kind: "column", name: column }, frame(target));
        for (const expr of conflict.target.expressions) check(expr, frame(target));
        check(conflict.target.where, frame(target));
      }
      if (conflict?.target?.kind === "constraint")
        requireNamedConstraint(checking.draft.catalog, key, conflict.target.name);
      const both = frame(target, { ...target, alias: "excluded" });
      if (conflict)
        checkAssignments(
          checking,
          conflict.set,
          assigned(checking, conflict.set, both),
          key,
          relation,
        );
      checkWhere(conflict?.where, both);
      return checkItems(checking, write.returning, frame(target));
    }
    case "update": {
      const from = checkFrom(checking, write.from, beside);
      forbidItsName(write.from);
      const all = frame(target, ...from);
      checkWhere(write.where, all);
      const output = checkItems(checking, write.returning, all);
      checkAssignments(checking, write.set, assigned(checking, write.set, all), key, relation);
      return output;
    }
    case "delete": {
      const using = checkFrom(checking, write.using, beside);
      forbidItsName(write.using);
      const all = frame(target, ...using);
      checkWhere(write.where, all);
      return checkItems(checking, write.returning, all);
    }
    case "merge": {
      forbidMerging(relation);
      const source = checkFrom(checking, [write.source], beside);
      if (source[0]?.alias === write.alias && write.source.kind !== "join")
        refuse("42712", `name "${write.alias}" specified more than once`);
      const all = frame(target, ...source);
      check(write.on, all);
      for (const action of write.actions) {
        check(action.condition, all);
        for (const value of action.values) if (value.kind !== "default") check(value, all);
        checkAssignments(checking, action.set, assigned(checking, action.set, all), key, relation);
        for (const column of action.columns ?? [])
          checkTargetColumn(checking, key, relation, column);
      }
      return checkItems(checking, write.returning, all);
    }
    default:
      return write satisfies never;
  }
}

function checkInsert(
  checking: Checking,
  insert: InsertEffect,
  key: string,
  relation: Relation | undefined,
  outer: Frame | undefined,
): void {
  for (const [index, column] of (insert.columns ?? []).entries()) {
    checkTargetColumn(checking, key, relation, column);
    if (insert.columns?.indexOf(column) !== index)
      refuse("42701", `column "${column}" specified more than once`, {
        class: "column",
        name: column,
        on: key,
      });
  }
  const { source } = insert;
  if (source === "default values") return;
  const targets = () => targetColumns(checking, insert, key, relation);
  if (source.kind !== "values") {
    const { columns, complete } = checkQuery(checking, source, outer);
    if (complete) checkArity(insert, columns.length, targets()?.length);
    checkColumns(
      checking,
      targets(),
      columns.map(({ type }) => type),
      selected(source),
    );
    return;
  }
  // transformInsertRow: each row from left to right, before the next one's names are looked up.
  for (const row of source.rows) {
    const types = row.map((expr) =>
      expr.kind === "default" ? ("unknown" as const) : checkExpr(checking, expr, outer),
    );
    checkArity(insert, row.length, targets()?.length);
    checkColumns(checking, targets(), types, row);
  }
}

function checkArity(insert: InsertEffect, given: number, wanted: number | undefined): void {
  if (wanted === undefined) return;
  if (given > wanted) refuse("42601", "INSERT has more expressions than target columns");
  if (given < wanted && insert.columns)
    refuse("42601", "INSERT has more target columns than expressions");
}

function checkColumns(
  checking: Checking,
  targets: readonly Target[] | undefined,
  types: readonly InferredType[],
  exprs: readonly (Expr | undefined)[] | undefined,
): void {
  for (const [index, type] of types.entries()) {
    const target = targets?.[index];
    if (target) checkAssignment(checking, target.name, target.type, exprs?.[index], type);
  }
}

interface Target {
  readonly name: string;
  readonly type: InferredType;
}

/** The columns that the source's go to; undefined where they are not all known. */
function targetColumns(
  checking: Checking,
  insert: InsertEffect,
  key: string,
  relation: Relation | undefined,
): readonly Target[] | undefined {
  const { columns, complete } = rangeOfRelation(
    insert.alias,
    key,
    checking.draft.catalog.relations.known.get(key) ?? relation,
  );
  if (insert.columns)
    return insert.columns.map((name) => ({ name, type: columns.get(name) ?? "unknown" }));
  return complete ? [...columns].map(([name, type]) => ({ name, type })) : undefined;
}

const assigned = (
  checking: Checking,
  set: readonly Assignment[],
  frame: Frame,
): readonly InferredType[] =>
  set.map(({ value }) =>
    value.kind === "default" ? "unknown" : checkExpr(checking, value, frame),
  );

function checkAssignments(
  checking: Checking,
  set: readonly Assignment[],
  sources: readonly InferredType[],
  key: string,
  relation: Relation | undefined,
): void {
  let computed: string | undefined;
  for (const [index, { column, value, part }] of set.entries()) {
    const found = checkTargetColumn(checking, key, relation, column);
    if (relation?.kind === "sequence" && !part && value.kind !== "default") {
      const type = sequenceColumns.get(column) ?? "unknown";
      checkAssignment(checking, column, type, value, sources[index] ?? "unknown");
    }
    if (!found || part || value.kind === "default") continue;
    checkAssignment(checking, column, found.type, value, sources[index] ?? "unknown");
    if (found.generated || found.identity === "always") computed ??= column;
  }
  // rewriteTargetListIU: when all of it has been read.
  if (computed !== undefined)
    refuse("428C9", `column "${computed}" can only be updated to DEFAULT`, {
      class: "column",
      name: computed,
      on: key,
    });
}

/** 42703 in the words that writing statements have. */
export function checkTargetColumn(
  checking: Checking,
  key: string,
  relation: Relation | undefined,
  name: string,
): Column | undefined {
  const now = checking.draft.catalog.relations.known.get(key) ?? relation;
  if (now?.kind === "sequence" && !sequenceColumns.has(name)) refuseMissingColumn(now, key, name);
  if (!now || !("columns" in now) || !("known" in now.columns)) return undefined;
  if (isTable(now)) return requireColumn(checking.draft, key, now, name);
  const found = find(now.columns, name);
  if (found === "absent")
    refuse("42703", `column "${name}" of relation "${now.name}" does not exist`, {
      class: "column",
      name,
      on: key,
    });
  return isThere(found) ? found : undefined;
}
