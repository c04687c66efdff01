import type { ConstraintSpec } from "../../effects/relations/constraint-spec.ts";
import type { Constraint, Table } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { type Draft, doubt, putOff, refuse } from "../draft.ts";
import { find, forget, isThere, put } from "../names.ts";
import { chooseConstraintName, type NameParts } from "./choose-name.ts";
import { changeColumn } from "./columns.ts";
import { forbidBrokenCheck } from "./existing-rows.ts";
import { addForeignKey } from "./foreign-key.ts";
import { inheritors } from "./inheritors.ts";
import { addKeyConstraint } from "./key-constraint.ts";
import { childrenOf } from "./links.ts";
import { forbidSameConstraint, forbidSameEntry } from "./make-index.ts";
import { mergeCheck } from "./merge-check.ts";
import { requireColumn, systemColumns, updateTable } from "./require.ts";
import { someRowIsNull } from "./rows.ts";
import { checkTableExpression } from "./table-expression.ts";

/** How the constraint comes: with its table or later; `only`: not to children. */
export interface Adding {
  readonly creatingTable: boolean;
  readonly only: boolean;
}

/** ATExecAddConstraint. */
export function addConstraint(
  draft: Draft,
  key: string,
  spec: ConstraintSpec,
  adding: Adding,
): void {
  switch (spec.type) {
    case "check":
      return addCheck(draft, key, spec, adding);
    case "not null":
      return addNotNull(draft, key, spec, adding);
    case "foreign key":
      return addForeignKey(draft, key, spec, adding);
    default:
      return addKeyConstraint(draft, key, spec, adding);
  }
}

/** AddRelationNewConstraints: the expression is read before the name is looked at. */
function addCheck(draft: Draft, key: string, spec: ConstraintSpec, adding: Adding): void {
  const table = tableAt(draft, key);
  if (!table) return;
  const columns = spec.columns.filter((column) => column !== undefined && column !== table.name);
  if (spec.expression) checkTableExpression(draft, key, spec.expression.value, "check constraint");
  const parts: NameParts = [table.name, columns.length === 1 ? columns[0] : undefined, "check"];
  const name = spec.name ?? chooseConstraintName(draft.catalog, table.schema, parts);
  if (spec.noInherit && table.kind === "partitioned table")
    refuse("42P16", `cannot add NO INHERIT constraint to partitioned table "${table.name}"`, {
      class: "constraint",
      name,
      on: key,
    });
  const constraint: Constraint = {
    name,
    type: "check",
    columns: columns as readonly string[],
    validated: !spec.notValid || adding.creatingTable,
    ...(spec.noInherit ? { noInherit: true as const } : {}),
    definition: spec.definition,
    origin: draft.origin,
  };
  if (spec.name !== undefined) {
    const own = table.constraints.known.get(name);
    if (own?.inherited)
      return mergeCheck(draft, { key, table, own, creating: adding.creatingTable }, constraint);
    forbidSameConstraint(draft, table, name);
  }
  if (spec.name === undefined) putChosen(draft, key, constraint, parts);
  else putConstraint(draft, key, constraint);
  if (constraint.validated && !adding.creatingTable)
    putOff(draft, "checks", () => forbidBrokenCheck(draft, key, constraint, adding.only));
  if (!spec.noInherit) inheritCheck(draft, key, constraint, adding.only);
}

function inheritCheck(draft: Draft, key: string, constraint: Constraint, only: boolean): void {
  const children = childrenOf(draft.catalog, key);
  if (children.length > 0 && only)
    refuse("42P16", "constraint must be added to child tables too", {
      class: "constraint",
      name: constraint.name,
      on: key,
    });
  for (const child of children) {
    const own = find(child.relation.constraints, constraint.name);
    const inherited = { ...constraint, inherited: true };
    if (isThere(own)) {
      mergeCheck(draft, { key: child.key, table: child.relation, own }, inherited);
      continue;
    }
    putConstraint(draft, child.key, inherited);
    inheritCheck(draft, child.key, constraint, false);
  }
}

/** ADD CONSTRAINT … NOT NULL of PostgreSQL 18; before that the word stands with a column, and its name goes unheeded. */
function addNotNull(draft: Draft, key: string, spec: ConstraintSpec, adding: Adding): void {
  const table = tableAt(draft, key);
  const column = spec.columns[0];
  if (!table || column === undefined) return;
  if (systemColumns.has(column))
    refuse("0A000", `cannot add not-null constraint on system column "${column}"`, {
      class: "column",
      name: column,
      on: key,
    });
  if (spec.noInherit) doubt(draft, `whether "${column}" may be NULL in tables below is not known`);
  const now = requireColumn(draft, key, table, column);
  const same = table.constraints.known.find(
    (constraint) => constraint.type === "not null" && constraint.columns.includes(column),
  );
  if (same) {
    if (spec.name === undefined || spec.name === same.name) return;
    if (adding.creatingTable)
      refuse("42601", `conflicting not-null constraint names "${same.name}" and "${spec.name}"`, {
        class: "constraint",
        name: spec.name,
        on: key,
      });
    refuse(
      "55000",
      `cannot create not-null constraint "${spec.name}" on column "${column}" of table "${table.name}"`,
      { class: "constraint", name: spec.name, on: key },
    );
  }
  if (spec.name !== undefined && adding.creatingTable)
    forbidSameEntry(draft, table, spec.name, "not null");
  else if (spec.name !== undefined) forbidSameConstraint(draft, table, spec.name);
  if (now.notNull !== true && !spec.notValid)
    putOff(draft, "not null", () => forbidNulls(draft, key, column));
  if (spec.name !== undefined)
    putConstraint(draft, key, {
      name: spec.name,
      type: "not null",
      columns: [column],
      validated: !spec.notValid,
      definition: spec.definition,
      origin: draft.origin,
    });
  changeColumn(draft, key, column, (before) => ({ ...before, notNull: true }));
  if (!adding.only)
    for (const child of childrenOf(draft.catalog, key))
      changeColumn(draft, child.key, column, (before) => ({ ...before, notNull: true }));
}

/** In the table and those below. */
export function forbidNulls(draft: Draft, key: string, column: string): void {
  for (const at of [key, ...inheritors(draft.catalog, key).keys()]) {
    const table = tableAt(draft, at);
    if (table && someRowIsNull(table, column))
      refuse("23502", `column "${column}" of relation "${table.name}" contains null values`, {
        class: "column",
        name: column,
        on: at,
      });
  }
}

export const putConstraint = (draft: Draft, key: string, constraint: Constraint): void =>
  updateTable(draft, key, (table) => ({
    ...table,
    constraints: put(table.constraints, constraint.name, constraint),
  }));

/** With the name that was chosen from these parts: where that may have been taken, the next may be in use as well. */
export function putChosen(
  draft: Draft,
  key: string,
  constraint: Constraint,
  parts: NameParts,
): void {
  const before = tableAt(draft, key)?.constraints;
  putConstraint(draft, key, constraint);
  if (!before?.doubted?.has(constraint.name)) return;
  updateTable(draft, key, (table) => ({
    ...table,
    constraints: forget(
      table.constraints,
      chooseConstraintName(draft.catalog, table.schema, parts),
    ),
  }));
}

export function tableAt(draft: Draft, key: string): Table | undefined {
  const relation = draft.catalog.relations.known.get(key);
  return relation && "constraints" in relation ? relation : undefined;
}

export const keyOf = (table: Table): string => relationKey(table.schema, table.name);
