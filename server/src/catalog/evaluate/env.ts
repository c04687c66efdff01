import type { Query } from "../../effects/expression.ts";
import type { Catalog } from "../catalog.ts";
import type { Scope } from "./scope.ts";
import { type ErrorValue, unknown, type Value } from "./value.ts";

/**
 * How sure it is that a row is there. `many`: any number of such rows, also none (what an incomplete table may hold
 * unseen).
 */
export type Presence = "certain" | "maybe" | "many";

/** The columns of a row by name; undefined for what is not known of it. */
export type Values = (column: string) => Value | undefined;

export const nothingKnown: Values = () => undefined;

export const valuesOf =
  (values: Readonly<Record<string, Value>>): Values =>
  (column) =>
    Object.hasOwn(values, column) ? values[column] : undefined;

export interface SourceRow {
  readonly values: Values;
  readonly presence: Presence;
}

/** One name of FROM with the row that it stands for just now; `columns`: undefined where not all are known. */
export interface Binding {
  readonly alias: string;
  readonly schema?: string;
  readonly has: (column: string) => boolean | "unknown";
  readonly columns: readonly string[] | undefined;
  readonly values: Values;
  /** The other side of an outer join that found no partner: all its columns are NULL. */
  readonly empty?: true;
}

/** The rows that an expression is evaluated for. */
export interface Env {
  readonly catalog: Catalog;
  readonly scope: Scope;
  readonly bindings: readonly Binding[];
  readonly outer?: Env;
  /** WITH queries in reach. */
  readonly tables: ReadonlyMap<string, Rows>;
  /** The rows of a group, for aggregates. */
  readonly group?: readonly Bound[];
  /** Results of the subqueries that read nothing from around them. */
  readonly results: Map<Query, Rows | ErrorValue>;
  /** Told when a query inside reads something of this one or of those around it. */
  readonly onRead?: () => void;
}

/** A row of a join: one binding for each name. */
export interface Bound {
  readonly bindings: readonly Binding[];
  readonly presence: Presence;
}

/** What a query gives. */
export interface Rows {
  /** Undefined where not all columns are known. */
  readonly columns: readonly string[] | undefined;
  readonly rows: readonly { readonly values: readonly Value[]; readonly presence: Presence }[];
}

/** WITH queries of a query that is evaluated for each row around it: to read one is to read that row. */
export const mayDiffer = new WeakSet<Rows>();

export function noteRead(env: Env): void {
  for (let at: Env | undefined = env; at; at = at.outer) at.onRead?.();
}

export const failed = <T extends object>(result: T | ErrorValue): result is ErrorValue =>
  "kind" in result && result.kind === "error";

/** The first column of a row. */
export const firstOf = (values: readonly Value[]): Value => {
  const [first] = values;
  return first === undefined ? unknown : first;
};

export const newEnv = (catalog: Catalog, scope: Scope): Env => ({
  catalog,
  scope,
  bindings: [],
  tables: new Map(),
  results: new Map(),
});

/** Inside a query: its rows, then those of the queries around it. */
export const bind = (around: Env, bindings: readonly Binding[], group?: readonly Bound[]): Env => ({
  catalog: around.catalog,
  scope: around.scope,
  tables: around.tables,
  results: around.results,
  bindings,
  outer: around,
  ...(group ? { group } : {}),
});

export const readBinding = (binding: Binding, column: string): Value =>
  binding.empty ? null : read(binding.values, column);

export const read = (values: Values, column: string): Value => orUnknown(values(column));

export const both = (a: Presence, b: Presence): Presence =>
  a === "many" || b === "many" ? "many" : a === "certain" && b === "certain" ? "certain" : "maybe";

/** The value of a column or variable. */
export function readColumn(
  env: Env,
  { schema, qualifier, name }: { schema?: string; qualifier?: string; name: string },
): Value {
  if (qualifier !== undefined) {
    for (let at: Env | undefined = env; at; at = at.outer) {
      at.onRead?.();
      for (const binding of at.bindings)
        if (binding.alias === qualifier && (schema === undefined || binding.schema === schema))
          return readBinding(binding, name);
    }
    return orUnknown(env.scope.variable?.(name, qualifier));
  }
  for (let at: Env | undefined = env; at; at = at.outer) {
    at.onRead?.();
    for (const binding of at.bindings)
      if (binding.has(name) === true || binding.values(name) !== undefined)
        return readBinding(binding, name);
  }
  return orUnknown(env.scope.variable?.(name, undefined));
}

const orUnknown = (value: Value | undefined): Value => (value === undefined ? unknown : value);
