import type { Node } from "@pgsql/types";
import { expression } from "../../effects/expressions/expression.ts";
import type { Catalog, Column, RowValue, Table } from "../catalog.ts";
import { stored } from "../data/row-values.ts";
import { refuse } from "../draft.ts";
import { newEnv } from "../evaluate/env.ts";
import { evaluateExpr } from "../evaluate/evaluate-expr.ts";

/** FOR VALUES …, with its values as the partition key's columns store them. */
export type Bound =
  | { readonly kind: "default" }
  | { readonly kind: "list"; readonly values: readonly RowValue[] }
  | { readonly kind: "range"; readonly from: readonly Limit[]; readonly to: readonly Limit[] }
  | { readonly kind: "hash"; readonly modulus: number; readonly remainder: number };

export type Limit = "lowest" | "highest" | RowValue;

/** The columns of the partition key in order; undefined where it has an expression. */
export const keyColumns = ({ partitionKey, partitionColumns, columns }: Table) =>
  partitionKey === undefined || partitionKey.includes('"expr":')
    ? undefined
    : partitionColumns?.map((name) => columns.known.get(name));

const made = new WeakMap<Table["columns"], Map<string, Bound | undefined>>();

/** A bound of one of the table's partitions; undefined where it is not understood. */
export function boundOf(catalog: Catalog, parent: Table, text: string): Bound | undefined {
  const known = made.get(parent.columns) ?? new Map<string, Bound | undefined>();
  made.set(parent.columns, known);
  if (known.has(text)) return known.get(text);
  const bound = readBound(catalog, parent, text);
  known.set(text, bound);
  return bound;
}

/** The canonical JSON of PartitionBoundSpec. */
interface BoundTree {
  readonly is_default?: boolean;
  readonly modulus?: number;
  readonly remainder?: number;
  readonly strategy?: string;
  readonly listdatums?: readonly Node[];
  readonly lowerdatums?: readonly Node[];
  readonly upperdatums?: readonly Node[];
}

/** transformPartitionBound: 42P16, or what reading a value is refused with. */
export function readBound(catalog: Catalog, parent: Table, text: string): Bound | undefined {
  const tree = JSON.parse(text) as BoundTree;
  if (tree.is_default) return { kind: "default" };
  const { modulus = 0, remainder = 0, listdatums, lowerdatums = [], upperdatums = [] } = tree;
  if (tree.strategy === "h") return { kind: "hash", modulus, remainder };
  const columns = keyColumns(parent);
  if (!columns) return undefined;
  const limit = (node: Node, i: number): Limit => limitOf(catalog, columns[i], node);
  if (listdatums) {
    const values = listdatums.map((node) => valueOf(catalog, columns[0], node));
    return { kind: "list", values };
  }
  for (const [word, { length }] of [
    ["FROM", lowerdatums],
    ["TO", upperdatums],
  ] as const)
    if (length !== columns.length)
      refuse("42P16", `${word} must specify exactly one value per partitioning column`);
  return { kind: "range", from: lowerdatums.map(limit), to: upperdatums.map(limit) };
}

/** transformPartitionRangeBounds */
function limitOf(catalog: Catalog, column: Column | undefined, node: Node): Limit {
  const field = "ColumnRef" in node ? node.ColumnRef.fields?.[0] : undefined;
  const word = field && "String" in field ? field.String.sval : undefined;
  if (word === "minvalue") return "lowest";
  if (word === "maxvalue") return "highest";
  const value = valueOf(catalog, column, node);
  if (value.kind === "constant" && value.text === null)
    refuse("42P17", "cannot specify NULL in range bound");
  return value;
}

const valueOf = (catalog: Catalog, column: Column | undefined, node: Node): RowValue => {
  const env = newEnv(catalog, {});
  return stored(env, column, evaluateExpr(env, expression(node)));
};
