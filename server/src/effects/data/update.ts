import type { UpdateStmt } from "@pgsql/types";
import type { Expr } from "../expression.ts";
import { expression } from "../expressions/expression.ts";
import { fromItem } from "../expressions/from.ts";
import { aliasName, rangeName } from "../expressions/names.ts";
import { commonTables, selectItems } from "../expressions/query.ts";
import { assignments } from "./assignments.ts";
import type { Assignment, UpdateEffect } from "./write.ts";

export function updateEffect(body: UpdateStmt, depth = 0): UpdateEffect {
  const table = rangeName(body.relation);
  const set = assignments(body.targetList, depth);
  return {
    kind: "update",
    only: body.relation?.inh !== true,
    verb: "write",
    table,
    alias: aliasName(body.relation?.alias, table.name),
    with: commonTables(body.withClause, depth),
    returning: selectItems(body.returningClause?.exprs, depth),
    set,
    from: (body.fromClause ?? []).map((node) => fromItem(node, depth)),
    ...(body.whereClause ? { where: expression(body.whereClause, depth) } : {}),
    relative: set.some(isRelative),
  };
}

/** Operators and functions whose result differs from the argument that it is put back into, and by what. */
const moving: Readonly<Record<string, (by: Expr) => boolean>> = {
  "+": notNothing,
  // jsonb - 'key' takes away once.
  "-": (by) => notNothing(by) && !(by.kind === "constant" && typeof by.value === "string"),
  // jsonb || '{…}' sets keys once.
  "||": (by) => notNothing(by) && !/^\s*\{/.test(textIn(by)),
  array_append: notNothing,
  array_prepend: notNothing,
  array_cat: notNothing,
  concat: notNothing,
};

/** The new value is the old one moved on: doing it twice is not doing it once. */
export function isRelative({ column, value }: Assignment): boolean {
  const args =
    value.kind === "operator" && value.left && !value.over
      ? [value.left, value.right]
      : value.kind === "call"
        ? value.args
        : [];
  const name = value.kind === "operator" || value.kind === "call" ? value.name : "";
  const moves = Object.hasOwn(moving, name) ? moving[name] : undefined;
  if (!moves) return false;
  const own = args.filter((arg) => isColumn(arg, column));
  return own.length === 1 && args.some((arg) => !own.includes(arg) && moves(arg));
}

const isColumn = (expr: Expr, name: string): boolean =>
  expr.kind === "column"
    ? expr.name === name
    : (expr.kind === "cast" && isColumn(expr.arg, name)) ||
      (expr.kind === "coalesce" && expr.args.some((arg) => isColumn(arg, name)));

/** Not zero, empty or NULL, which would leave the value as it was. */
function notNothing(expr: Expr): boolean {
  if (expr.kind === "cast") return notNothing(expr.arg);
  if (expr.kind === "array") return expr.items.length > 0;
  return expr.kind === "constant" && expr.value !== 0 && expr.value !== "" && expr.value !== null;
}

const textIn = (expr: Expr): string =>
  expr.kind === "cast" ? textIn(expr.arg) : expr.kind === "constant" ? String(expr.value) : "";
