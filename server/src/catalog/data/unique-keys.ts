import type { Node } from "@pgsql/types";
import type { Expr } from "../../effects/expression.ts";
import { expression } from "../../effects/expressions/expression.ts";
import type { Catalog, Constraint, Index } from "../catalog.ts";
import { constraintOf, deferralOf } from "../relations/deferral.ts";
import { indexesOf } from "../relations/links.ts";

/** A unique index, or that of an exclusion: no two rows have the same values there. */
export interface UniqueKey {
  readonly name: string;
  /** Undefined for an expression. */
  readonly columns: readonly (string | undefined)[];
  readonly expressions: readonly Expr[];
  /** Of a partial index. */
  readonly predicate?: Expr;
  /** All columns that it depends on; undefined where that is not known. */
  readonly reads: ReadonlySet<string> | undefined;
  readonly nullsNotDistinct: boolean;
  /** Of an exclusion constraint: whether it asks no more than that rows are not the same. */
  readonly exclusion?: "equal" | "other";
  /** May be checked after the row is there. */
  readonly deferrable: boolean;
  /** Checked only at the end of the transaction. */
  readonly deferred: boolean;
  readonly index: Index;
}

const made = new WeakMap<Index, UniqueKey>();

/** The unique indexes of a table that are known. */
export const uniqueKeys = (catalog: Catalog, table: string): readonly UniqueKey[] =>
  indexesOf(catalog, table)
    .filter(({ relation }) => relation.columns.length > 0)
    .flatMap(({ relation }) => {
      const known = made.get(relation);
      if (known) return [known];
      const constraint = constraintOf(catalog, relation);
      if (!relation.unique && constraint?.type !== "exclude") return [];
      const key = uniqueKey(relation, constraint);
      made.set(relation, key);
      return [key];
    });

/** Of CREATE INDEX or of a constraint. */
interface IndexTree {
  readonly whereClause?: Node;
  readonly where_clause?: Node;
  readonly elements?: readonly { readonly expr?: Node }[];
  readonly exclusions?: readonly ExclusionTree[];
}

/** An index element, and the name of its operator. */
interface ExclusionTree {
  readonly List?: {
    readonly items?: readonly {
      readonly IndexElem?: { readonly expr?: Node };
      readonly List?: {
        readonly items?: readonly { readonly String?: { readonly sval?: string } }[];
      };
    }[];
  };
}

/** What an index asks of rows, unique or not. */
export function uniqueKey(index: Index, constraint: Constraint | undefined): UniqueKey {
  const tree = readTree(index.definition);
  const pairs = tree.exclusions?.map((pair) => pair.List?.items ?? []);
  const elements = tree.elements ?? pairs?.flatMap(([item]) => item?.IndexElem ?? []) ?? [];
  const where = tree.whereClause ?? tree.where_clause;
  const expressions = elements.flatMap(({ expr }) => (expr ? [expression(expr)] : []));
  const predicate: Expr = where ? expression(where) : { kind: "opaque", why: "predicate" };
  return {
    name: index.name,
    columns: index.columns,
    expressions,
    reads: columnsRead([index.columns, expressions, index.partial ? predicate : undefined]),
    ...(pairs
      ? {
          exclusion: pairs.every(
            ([, operator]) => operator?.List?.items?.at(-1)?.String?.sval === "=",
          )
            ? "equal"
            : "other",
        }
      : {}),
    ...(index.partial ? { predicate } : {}),
    nullsNotDistinct: index.nullsNotDistinct,
    ...deferralOf(constraint),
    index,
  };
}

/** Column names, and those in expressions. */
function columnsRead(parts: readonly unknown[]): ReadonlySet<string> | undefined {
  const found = new Set<string>();
  const visit = (part: unknown): boolean => {
    if (typeof part === "string") found.add(part);
    if (Array.isArray(part)) return part.every(visit);
    if (typeof part !== "object" || part === null) return true;
    const { kind, name } = part as { readonly kind?: unknown; readonly name?: unknown };
    if (kind === "opaque") return false;
    if (kind === "column" && typeof name === "string") found.add(name);
    return Object.values(part).every((inner) => typeof inner !== "object" || visit(inner));
  };
  return parts.every(visit) ? found : undefined;
}

/** Definitions are canonical JSON of the syntax tree. */
function readTree(definition: string): IndexTree {
  try {
    return JSON.parse(definition) as IndexTree;
  } catch {
    return {};
  }
}

/** What PostgreSQL says of two rows that are the same under it. */
export const violated = ({ name, exclusion }: UniqueKey): { sqlstate: string; message: string } =>
  exclusion
    ? {
        sqlstate: "23P01",
        message: `conflicting key value violates exclusion constraint "${name}"`,
      }
    : { sqlstate: "23505", message: `duplicate key value violates unique constraint "${name}"` };
