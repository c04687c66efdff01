import type { Node } from "@pgsql/types";
import { expression } from "../../effects/expressions/expression.ts";
import type { Catalog, Column, Constraint, DomainType, Row, RowValue, Table } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { refuse } from "../draft.ts";
import { bind, type Env, valuesOf } from "../evaluate/env.ts";
import { evaluateExpr } from "../evaluate/evaluate-expr.ts";
import { columnValue } from "../evaluate/table-rows.ts";
import type { Names } from "../names.ts";
import { inOrder } from "../relations/inherit.ts";

/** ExecEvalConstraintNotNull, ExecEvalConstraintCheck: what a row is given is one of its columns' domains. */
export function forbidDomainValues(
  env: Env,
  table: Table,
  row: Row,
  columns?: ReadonlySet<string>,
): void {
  for (const column of userTyped(table.columns))
    if (!columns || columns.has(column.name)) forbidDomainValue(env, column, row);
}

const known = new WeakMap<Names<Column>, readonly Column[]>();

/** Few tables have any such column, and every row asks. */
function userTyped(columns: Names<Column>): readonly Column[] {
  const before = known.get(columns);
  if (before) return before;
  const found = inOrder(columns).filter(
    ({ type }) => type !== "unknown" && type.schema !== "pg_catalog" && type.dimensions === 0,
  );
  known.set(columns, found);
  return found;
}

function forbidDomainValue(env: Env, column: Column, row: Row): void {
  const chain = domainsOf(env.catalog, column.type);
  const [own] = chain;
  const value = row.values.get(column.name);
  if (!own || !value) return;
  const subject = { class: "type" as const, schema: own.schema, name: own.name };
  if (isNull(value) && chain.some(({ notNull }) => notNull === true))
    refuse("23502", `domain ${own.name} does not allow null values`, subject);
  for (const domain of [...chain].reverse())
    for (const constraint of inNameOrder(domain))
      if (isBroken(env, domain, constraint, value))
        refuse(
          "23514",
          `value for domain ${own.name} violates check constraint "${constraint.name}"`,
          subject,
        );
}

export const isNull = (value: RowValue): boolean =>
  value.kind === "constant" && value.text === null;

const inNameOrder = ({ constraints }: DomainType): readonly Constraint[] =>
  [...constraints.known.values()].sort((a, b) => (a.name < b.name ? -1 : 1));

/** Whether a value certainly fails a check of the domain. */
export function isBroken(
  env: Env,
  { base }: DomainType,
  { type, definition }: Constraint,
  value: RowValue,
): boolean {
  if (type !== "check") return false;
  const column = { name: "value", type: base, position: 1, notNull: false };
  const values = valuesOf({ value: columnValue(env, value, column) });
  const binding = {
    alias: "",
    has: (name: string) => name === "value",
    columns: ["value"],
    values,
  };
  return evaluateExpr(bind(env, [binding]), expression(JSON.parse(definition) as Node)) === false;
}

/** The domain that a type is, and those that it is made of. */
function domainsOf(catalog: Catalog, type: Column["type"]): readonly DomainType[] {
  if (type === "unknown" || type.dimensions > 0) return [];
  const found = catalog.types.known.get(relationKey(type.schema, type.name));
  return found?.kind === "domain" ? [found, ...domainsOf(catalog, found.base)] : [];
}
