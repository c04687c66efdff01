import type { CallExpr, Expr } from "../../effects/expression.ts";
import { parts } from "../../effects/expressions/aggregates.ts";
import { type ArgumentType, literal } from "../builtin/can-coerce.ts";
import {
  castVolatility,
  type Form,
  type Resolved,
  resolveFunction,
  resolveOperator,
  worst,
} from "../builtin/resolve.ts";
import type { Volatility } from "../builtin/types.ts";
import type { Catalog, Column, TypeName } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { isThere, type Names } from "../names.ts";
import { overloads } from "./routines.ts";
import { resolveType } from "./types.ts";

/**
 * How an expression over a table's columns behaves (contain_mutable_functions): "stable" and "volatile" are certain, so
 * that an index, a generated column or a partition key on it is refused (42P17).
 */
export const expressionVolatility = (
  catalog: Catalog,
  expr: Expr,
  columns: Names<Column>,
): Volatility | "unknown" => resolve({ catalog, columns }, expr).volatility;

interface Context {
  readonly catalog: Catalog;
  readonly columns: Names<Column>;
}

function resolve(context: Context, expr: Expr): Resolved {
  switch (expr.kind) {
    case "constant":
      return { volatility: "immutable", returns: constantType(expr.value) };
    case "column": {
      const column = context.columns.known.get(expr.name);
      return { volatility: "immutable", returns: column && pgType(column.type) };
    }
    case "cast":
      return cast(context, expr);
    case "call":
      return call(context, expr);
    case "operator": {
      const left = expr.left && resolve(context, expr.left);
      const right = resolve(context, expr.right);
      const element = expr.over ? elementOf(right.returns) : right.returns;
      const own = resolveOperator(expr.name, left ? left.returns : "none", element);
      return {
        returns: expr.over ? "bool" : own.returns,
        volatility: worst([...(left ? [left.volatility] : []), right.volatility, own.volatility]),
      };
    }
    case "in": {
      const arg = resolve(context, expr.arg);
      const items = expr.items.map((item) => resolve(context, item));
      const tests = items.map((item) => resolveOperator("=", arg.returns, item.returns).volatility);
      return {
        returns: "bool",
        volatility: worst([arg.volatility, ...items.map((item) => item.volatility), ...tests]),
      };
    }
    case "and":
    case "or":
    case "not":
    case "is":
      return { ...all(context, expr), returns: "bool" };
    case "case":
    case "coalesce":
    case "array":
    case "row":
    case "field":
    case "subscript":
      return all(context, expr);
    default: {
      const known = all(context, expr).volatility;
      return { volatility: worst([known, "unknown"]), returns: undefined };
    }
  }
}

/** The worst of its parts; of which type it is, is not followed but where all are of one. */
function all(context: Context, expr: Expr): Resolved {
  const resolved = parts(expr).map((part) => resolve(context, part));
  const results = expr.kind === "coalesce" ? resolved.map(({ returns }) => returns) : [];
  const typed = results.filter((type) => type !== literal);
  const [first] = typed;
  return {
    volatility: worst(resolved.map(({ volatility }) => volatility)),
    returns: typed.every((type) => type === first) ? first : undefined,
  };
}

function cast(context: Context, expr: Extract<Expr, { kind: "cast" }>): Resolved {
  const arg = resolve(context, expr.arg);
  const { type, found } = resolveType(context.catalog, expr.type);
  const returns = isThere(found) ? pgType(type) : undefined;
  const source =
    expr.arg.kind === "column" ? context.columns.known.get(expr.arg.name)?.type : undefined;
  const throughCatalog =
    isEnum(context, type) !==
    (source !== undefined && source !== "unknown" && isEnum(context, source));
  const own =
    arg.returns === literal
      ? "immutable"
      : throughCatalog
        ? "stable"
        : castVolatility(arg.returns, returns);
  return { returns, volatility: worst([arg.volatility, own]) };
}

/** Its labels are looked up whenever it is written out or read in. */
const isEnum = ({ catalog }: Context, { schema, name }: TypeName): boolean =>
  catalog.types.known.get(relationKey(schema, name))?.kind === "enum";

function call(context: Context, expr: CallExpr): Resolved {
  const args = expr.args.map((arg) => resolve(context, arg));
  const types = args.map(({ returns }) => returns);
  const own = called(context, expr, types);
  return {
    returns: own.returns,
    volatility: worst([...args.map(({ volatility }) => volatility), own.volatility]),
  };
}

function called(context: Context, expr: CallExpr, types: readonly ArgumentType[]): Resolved {
  const { name, schema } = expr;
  if (schema === undefined || schema === "pg_catalog") {
    if (clock.has(name)) return { volatility: "stable", returns: undefined };
    if (plain.has(name)) return { volatility: "immutable", returns: undefined };
  }
  const path = schema === undefined ? context.catalog.session.searchPath : [schema];
  const others = path
    .flatMap((one) => overloads(context.catalog, one, name))
    .map(
      ([, { arguments: own, returns, defaults, volatility, language }]): Form => ({
        arguments: own ? own.map((type) => pgType(type) ?? `${type.schema}.${type.name}`) : [],
        defaults,
        variadic: false,
        returns: returns.replace("pg_catalog.", ""),
        // A function in SQL may be inlined: then only its body counts.
        volatility:
          !own || (language === "sql" && volatility !== "immutable") ? "unknown" : volatility,
      }),
    );
  const builtin = schema === undefined || schema === "pg_catalog";
  return resolveFunction(builtin ? name : "", types, others);
}

/** What the grammar calls like a function: SQLValueFunction. */
const clock = new Set(
  "current_date current_time current_timestamp localtime localtimestamp current_user session_user current_role current_catalog current_schema user".split(
    " ",
  ),
);
const plain = new Set(["greatest", "least", "nullif"]);

const constantType = (value: string | number | boolean | null): ArgumentType => {
  if (typeof value === "boolean") return "bool";
  if (typeof value !== "number") return literal;
  if (!Number.isInteger(value)) return "numeric";
  return Math.abs(value) < 2 ** 31 ? "int4" : "int8";
};

/** As pg_type calls it; a type that is not PostgreSQL's own by its whole name. */
const pgType = (type: TypeName | "unknown"): ArgumentType => {
  if (type === "unknown") return undefined;
  if (type.schema !== "pg_catalog") return undefined;
  return `${type.dimensions > 0 ? "_" : ""}${type.name}`;
};

const elementOf = (type: ArgumentType): ArgumentType =>
  type === literal || type === undefined ? type : type.replace(/^_/, "");
