import type { WriteEffect } from "./data.ts";
import type { TypeRef } from "./type-ref.ts";

/**
 * What an expression or a query asks, free of PostgreSQL's syntax tree: small enough to be evaluated over the
 * simulated catalog, honest about what it leaves out (`opaque`). Made by expressions/expression.ts and query.ts.
 */
export type Expr =
  | {
      readonly kind: "constant";
      readonly value: string | number | boolean | null;
      /** What a variable holds: it has the variable's type, which is not known here. */
      readonly held?: true;
    }
  /** A column or a PL/pgSQL variable; `name` is "*" for all columns of the qualifier. */
  | {
      readonly kind: "column";
      readonly schema?: string;
      readonly qualifier?: string;
      readonly name: string;
    }
  | { readonly kind: "parameter"; readonly number: number }
  | { readonly kind: "default" }
  | CallExpr
  /** `any` / `all`: the right side is an array. */
  | {
      readonly kind: "operator";
      readonly name: string;
      readonly left?: Expr;
      readonly right: Expr;
      readonly over?: "any" | "all";
    }
  | { readonly kind: "and" | "or"; readonly args: readonly Expr[] }
  | { readonly kind: "not"; readonly arg: Expr }
  | {
      readonly kind: "is";
      readonly arg: Expr;
      readonly what: "null" | "true" | "false" | "unknown";
      readonly negated: boolean;
    }
  | {
      readonly kind: "in";
      readonly arg: Expr;
      readonly items: readonly Expr[];
      readonly negated: boolean;
    }
  | { readonly kind: "cast"; readonly arg: Expr; readonly type: TypeRef }
  | {
      readonly kind: "case";
      readonly arg?: Expr;
      readonly when: readonly { readonly test: Expr; readonly result: Expr }[];
      readonly otherwise?: Expr;
    }
  | { readonly kind: "coalesce"; readonly args: readonly Expr[] }
  | { readonly kind: "array"; readonly items: readonly Expr[] }
  | { readonly kind: "row"; readonly items: readonly Expr[] }
  | { readonly kind: "field"; readonly arg: Expr; readonly name: string }
  /** `index` is left out for a slice. */
  | { readonly kind: "subscript"; readonly arg: Expr; readonly index?: Expr }
  | { readonly kind: "exists"; readonly query: Query }
  | { readonly kind: "scalar"; readonly query: Query }
  | {
      readonly kind: "in-query";
      readonly arg: Expr;
      readonly query: Query;
      readonly operator: string;
      readonly over: "any" | "all";
    }
  | { readonly kind: "array-query"; readonly query: Query }
  /** Its value is not known; what it reads (`args`) must be there all the same. */
  | { readonly kind: "opaque"; readonly why: string; readonly args?: readonly Expr[] };

export interface CallExpr {
  readonly kind: "call";
  readonly schema?: string;
  readonly name: string;
  readonly args: readonly Expr[];
  readonly star?: true;
  readonly distinct?: true;
  readonly variadic?: true;
  /** Some arguments are written as name => value. */
  readonly named?: true;
  /** Of an aggregate. */
  readonly filter?: Expr;
  /** A window function's PARTITION BY and ORDER BY. */
  readonly over?: readonly Expr[];
}

/** An output column; `name` is what PostgreSQL calls it. */
export interface SelectItem {
  readonly name: string;
  readonly value: Expr | "star";
  /** `of.*` */
  readonly of?: string;
}

/** One WITH query. */
export interface CommonTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly query: Query;
  /** It may read itself. */
  readonly recursive: boolean;
}

export interface SelectQuery {
  readonly kind: "select";
  readonly with: readonly CommonTable[];
  readonly items: readonly SelectItem[];
  readonly from: readonly FromItem[];
  readonly where?: Expr;
  /** GROUP BY, HAVING or an aggregate: one row per group. */
  readonly grouped: boolean;
  readonly groupBy: readonly Expr[];
  readonly having?: Expr;
  readonly orderBy: readonly Expr[];
  readonly distinct: boolean;
  readonly distinctOn?: readonly Expr[];
  readonly limit?: Expr;
  readonly offset?: Expr;
}

export type Query =
  | SelectQuery
  | { readonly kind: "values"; readonly rows: readonly (readonly Expr[])[] }
  | {
      readonly kind: "set";
      readonly operation: "union" | "intersect" | "except";
      readonly all: boolean;
      readonly left: Query;
      readonly right: Query;
    }
  /** A data-modifying statement inside WITH. */
  | { readonly kind: "write"; readonly write: WriteEffect }
  | { readonly kind: "opaque"; readonly why: string };

export type FromItem =
  | {
      readonly kind: "relation";
      readonly schema?: string;
      readonly name: string;
      readonly alias: string;
      /** Column aliases: `t(a, b)`. */
      readonly columns?: readonly string[];
    }
  | {
      readonly kind: "query";
      readonly query: Query;
      readonly alias: string;
      readonly columns: readonly string[];
      readonly lateral?: true;
    }
  | {
      readonly kind: "function";
      readonly call: Expr;
      readonly alias: string;
      readonly columns: readonly string[];
      readonly ordinality?: true;
      /** AS t(a int, b text): its columns are these and no others. */
      readonly defined?: true;
    }
  | {
      readonly kind: "join";
      readonly type: "inner" | "left" | "right" | "full" | "cross";
      readonly left: FromItem;
      readonly right: FromItem;
      readonly on?: Expr;
      readonly using?: readonly string[];
      readonly natural?: true;
      readonly alias?: string;
    }
  /** XMLTABLE, JSON_TABLE and the like: a range of which only the alias is known. */
  | {
      readonly kind: "opaque";
      readonly why: string;
      readonly alias?: string;
      readonly args?: readonly Expr[];
    };
