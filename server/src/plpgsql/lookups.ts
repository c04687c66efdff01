import type { Expr, FromItem, Query } from "../effects/expression.ts";
import { parts } from "../effects/expressions/aggregates.ts";

/** One question of a guard to the catalog. */
export interface Lookup {
  /** The system view or table, or the function (to_regclass) that is asked; without its schema. */
  readonly asks: readonly string[];
  /** The guard holds where nothing is found. */
  readonly absent: boolean;
  /** Columns that are compared with constants; of a function, its argument under its own name. */
  readonly names: readonly { readonly column: string; readonly value: string }[];
}

/** The look-ups in a condition. */
export function lookupsIn(condition: Expr, negated = false): readonly Lookup[] {
  switch (condition.kind) {
    case "not":
      return lookupsIn(condition.arg, !negated);
    case "exists":
      return [{ ...asked(condition.query), absent: negated }];
    case "is":
      if (condition.what !== "null") return lookupsIn(condition.arg, negated !== condition.negated);
      return lookupsIn(condition.arg, negated === condition.negated);
    case "call":
      return lookUpFunctions.has(condition.name)
        ? [
            {
              asks: [condition.name],
              absent: negated,
              names: argumentsOf(condition.name, condition.args),
            },
          ]
        : [];
    case "operator":
      return compared(condition, negated);
    case "scalar":
    case "array-query":
      return [{ ...asked(condition.query), absent: negated }];
    case "in-query":
      return [
        {
          ...withName(asked(condition.query), condition.arg),
          absent: (condition.over === "all") !== negated,
        },
      ];
    default:
      return parts(condition).flatMap((part) => lookupsIn(part, negated));
  }
}

const lookUpFunctions: ReadonlySet<string> = new Set([
  "to_regclass",
  "to_regtype",
  "to_regproc",
  "to_regprocedure",
  "to_regnamespace",
  "to_regrole",
]);

const argumentsOf = (column: string, args: readonly Expr[]): Lookup["names"] =>
  args.flatMap((arg) =>
    constantOf(arg) === undefined ? [] : [{ column, value: constantOf(arg) ?? "" }],
  );

/** `(SELECT count(*) …) = 0` and the like. */
function compared(
  condition: Extract<Expr, { kind: "operator" }>,
  negated: boolean,
): readonly Lookup[] {
  const sides = [condition.left, condition.right].flatMap((side) => (side ? [side] : []));
  const none = sides.some((side) => side.kind === "constant" && side.value === 0);
  const absent = none && condition.name === "=";
  return sides.flatMap((side) => lookupsIn(side, absent !== negated));
}

/** `'x' = ANY (SELECT conname …)`, `'x' IN (…)`. */
function withName(
  lookup: Pick<Lookup, "asks" | "names">,
  arg: Expr,
): Pick<Lookup, "asks" | "names"> {
  const value = constantOf(arg);
  return value === undefined
    ? lookup
    : { ...lookup, names: [...lookup.names, { column: "", value }] };
}

function asked(query: Query): Pick<Lookup, "asks" | "names"> {
  if (query.kind === "set") {
    const [left, right] = [asked(query.left), asked(query.right)];
    return { asks: [...left.asks, ...right.asks], names: [...left.names, ...right.names] };
  }
  if (query.kind !== "select") return { asks: [], names: [] };
  const froms = query.from.flatMap(relationsIn);
  const conditions = [...(query.where ? [query.where] : []), ...query.from.flatMap(conditionsIn)];
  return { asks: froms, names: conditions.flatMap(comparisonsIn) };
}

function relationsIn(item: FromItem): readonly string[] {
  if (item.kind === "relation") return [item.name];
  if (item.kind === "join") return [...relationsIn(item.left), ...relationsIn(item.right)];
  return item.kind === "query" ? asked(item.query).asks : [];
}

function conditionsIn(item: FromItem): readonly Expr[] {
  if (item.kind !== "join") return [];
  return [...(item.on ? [item.on] : []), ...conditionsIn(item.left), ...conditionsIn(item.right)];
}

/** `column = constant`, also in lists and with casts. */
function comparisonsIn(expr: Expr): Lookup["names"] {
  if (expr.kind === "operator" && expr.name === "=" && expr.left) {
    const pairs = [
      [expr.left, expr.right],
      [expr.right, expr.left],
    ] as const;
    return pairs.flatMap(([one, other]) => {
      const [column, value] = [columnOf(one), constantOf(other)];
      return column === undefined || value === undefined ? [] : [{ column, value }];
    });
  }
  if (expr.kind === "in" && !expr.negated) {
    const column = columnOf(expr.arg);
    if (column === undefined) return [];
    return expr.items.flatMap((item) => {
      const value = constantOf(item);
      return value === undefined ? [] : [{ column, value }];
    });
  }
  return expr.kind === "and" || expr.kind === "or" ? expr.args.flatMap(comparisonsIn) : [];
}

const columnOf = (expr: Expr): string | undefined =>
  expr.kind === "column" ? expr.name : expr.kind === "cast" ? columnOf(expr.arg) : undefined;

const constantOf = (expr: Expr): string | undefined =>
  expr.kind === "constant" && typeof expr.value === "string"
    ? expr.value
    : expr.kind === "cast"
      ? constantOf(expr.arg)
      : undefined;
