import type { Expr } from "../../effects/expression.ts";
import type { Column, Constraint, Row, RowValue, TypeName } from "../catalog.ts";
import { forbidUnindexable } from "../data/index-rows.ts";
import { setRows, stored, unknownValue } from "../data/row-values.ts";
import { type Draft, doubt, putOff, Refusal } from "../draft.ts";
import { bind, newEnv } from "../evaluate/env.ts";
import { evaluateExpr } from "../evaluate/evaluate-expr.ts";
import { columnValue, rowBinding } from "../evaluate/table-rows.ts";
import { isTyped, isUnknown, type Value } from "../evaluate/value.ts";
import { forbidNulls, tableAt } from "./add-constraint.ts";
import { constraintOf } from "./deferral.ts";
import { forbidBrokenCheck, forbidOutsideDomain } from "./existing-rows.ts";
import { indexesOf } from "./links.ts";

/**
 * ATRewriteTable: what ALTER COLUMN TYPE makes of the rows that are there, asked before the column has its new type. What it
 * answers is done after that; what PostgreSQL refuses of the rows it refuses after all the statement's other commands.
 */
export function retypedRows(
  draft: Draft,
  key: string,
  name: string,
  type: TypeName,
  using: Expr | undefined,
): () => void {
  const table = tableAt(draft, key);
  const column = table?.columns.known.get(name);
  if (!table || !column || table.rows.known.isEmpty()) return nothing;
  const sameType = JSON.stringify(column.type) === JSON.stringify(type);
  if (!using && sameType) return nothing;
  const env = newEnv(draft.catalog, {});
  const mayFail = using?.kind === "cast" && !takesAny.has(using.type.name);
  let open = false;
  const retyped = (row: Row): Row => {
    const value: Value = using
      ? evaluateExpr(bind(env, [rowBinding(env, table.name, row, table.columns)]), using)
      : columnValue(env, row.values.get(name) ?? unknownValue, column);
    open ||= using !== undefined && isUnknown(value) && (mayFail || (!sameType && !value.fresh));
    return {
      values: row.values.set(name, asStored(stored(env, { ...column, type }, value), value)),
    };
  };
  // What is known of a value of such a type is how it was written, not how it is shown as another.
  const asStored = (kept: RowValue, value: Value): RowValue =>
    isTyped(value) && value.type !== "uuid" && !sameType ? unknownValue : kept;
  try {
    const known = table.rows.known.map(retyped);
    if (open) doubt(draft, `what USING makes of the rows of "${table.name}" is not known`);
    return () => {
      setRows(draft, key, { known, complete: table.rows.complete });
      holdAnew(draft, key, column);
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return () =>
      putOff(draft, "not null", () => {
        throw error;
      });
  }
}

/** Types to which a number or a text that nobody knows can be cast. */
const takesAny: ReadonlySet<string> = new Set(
  "text varchar bpchar name int2 int4 int8 numeric float4 float8".split(" "),
);

const nothing = (): void => undefined;

/** NOT NULL, and the checks and indexes that are made anew with the column's new type. */
function holdAnew(draft: Draft, key: string, column: Column): void {
  putOff(draft, "not null", () => forbidOutsideDomain(draft, key, column.name));
  if (column.notNull === true)
    putOff(draft, "not null", () => forbidNulls(draft, key, column.name));
  const checks = tableAt(draft, key)?.constraints.known.filter(
    (constraint) => constraint.validated && isCheckOf(constraint, column.name),
  );
  for (const check of checks?.values() ?? [])
    putOff(draft, "checks", () => forbidBrokenCheck(draft, key, check, true));
  for (const { relation: index } of indexesOf(draft.catalog, key))
    if (index.columns.includes(column.name) || index.reads.includes(column.name))
      putOff(draft, "checks", () => {
        const table = tableAt(draft, key);
        const type = constraintOf(draft.catalog, index)?.type;
        if (table)
          forbidUnindexable(draft, key, table, index, type === "exclude" ? type : "unique");
      });
}

const isCheckOf = ({ type, columns }: Constraint, column: string): boolean =>
  type === "check" && columns.includes(column);
