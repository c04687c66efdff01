import { isRelative } from "../../effects/data/update.ts";
import type { Assignment } from "../../effects/data/write.ts";
import type { Row, RowValue, Table } from "../catalog.ts";
import { refuseFor } from "../draft.ts";
import type { Env } from "../evaluate/env.ts";
import { evaluateExpr } from "../evaluate/evaluate-expr.ts";
import { isError } from "../evaluate/value.ts";
import { defaultOf } from "./new-row.ts";
import { isPerhapsNull, sameValue, stored, unknownValue } from "./row-values.ts";

/** A row with the assignments made. The same object where nothing changes. */
export function changedRow(env: Env, table: Table, row: Row, set: readonly Assignment[]): Row {
  const values = row.values.withMutations((now) => {
    for (const assignment of set) {
      const { column } = assignment;
      const next = assignedValue(env, table, assignment);
      const before = row.values.get(column);
      const mayBecomeNull =
        isPerhapsNull(next) && table.columns.known.get(column)?.notNull === true;
      if (mayBecomeNull || !sameValue(before, next))
        now.set(column, moved(assignment, before, next));
    }
  });
  return values === row.values ? row : { values };
}

/** What is known of a row that is one of the two. */
export function either(was: Row, is: Row): Row {
  const values = was.values.withMutations((now) => {
    for (const [column, value] of is.values)
      if (!sameValue(was.values.get(column), value)) now.set(column, unknownValue);
  });
  return values === was.values ? was : { values };
}

function assignedValue(env: Env, table: Table, { column, value, part }: Assignment): RowValue {
  const of = table.columns.known.get(column);
  if (part) return unknownValue;
  if (value.kind === "default") return of ? defaultOf(env, of) : unknownValue;
  const result = evaluateExpr(env, value);
  if (isError(result)) return refuseFor(result);
  return stored(env, of, result);
}

/** What is put back with something added is not what it was, even where neither is known; NULL stays NULL. */
const moved = (assignment: Assignment, before: RowValue | undefined, next: RowValue): RowValue =>
  next.kind === "unknown" &&
  before?.kind === "constant" &&
  before.text !== null &&
  isRelative(assignment)
    ? { kind: "unknown", moved: true }
    : next;
