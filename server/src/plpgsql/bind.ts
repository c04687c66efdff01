import type { Node } from "@pgsql/types";
import type { NameRef } from "../effects/type-ref.ts";

/** A statement or expression whose variables have become parameters: `$1` is the first slot. */
export interface Bound {
  readonly tree: Node;
  /** A variable's name; a record's name and a field; with a label before it. */
  readonly slots: readonly (readonly string[])[];
  /** Bare names that are variables though relations are in view which may have a column of that name. */
  readonly contested: readonly { readonly name: string; readonly relations: readonly NameRef[] }[];
}

/**
 * PL/pgSQL hands variables to a statement as parameters; so does this. Only where PostgreSQL does: utility
 * statements (all DDL but CREATE TABLE AS) take none, their names are names.
 */
export function bind(
  tree: Node,
  isVariable: (names: readonly string[], inView: readonly NameRef[]) => boolean,
): Bound {
  const slots: (readonly string[])[] = [];
  const contested: { name: string; relations: readonly NameRef[] }[] = [];
  const [tag = ""] = Object.keys(tree);
  if (!takesParameters.has(tag)) return { tree, slots, contested };

  const slot = (names: readonly string[]): Node => {
    const path = names.join("\0");
    let index = slots.findIndex((one) => one.join("\0") === path);
    if (index < 0) index = slots.push(names) - 1;
    return { ParamRef: { number: index + 1 } };
  };

  const walk = (node: unknown, inView: readonly NameRef[]): unknown => {
    if (Array.isArray(node)) return node.map((one) => walk(one, inView));
    if (typeof node !== "object" || node === null) return node;
    const names = columnNames(node);
    if (names) {
      if (!isVariable(names, inView)) return node;
      const [name = ""] = names;
      if (names.length === 1 && inView.length > 0) contested.push({ name, relations: inView });
      return slot(names);
    }
    if ("ParamRef" in node) {
      const { number = 0 } = node.ParamRef as { number?: number };
      return slot([`$${number}`]);
    }
    const below = [...inView, ...relationsOf(node)];
    return Object.fromEntries(
      Object.entries(node).map(([key, inner]) => [key, walk(inner, below)]),
    );
  };
  return { tree: walk(tree, []) as Node, slots, contested };
}

const takesParameters: ReadonlySet<string> = new Set([
  "SelectStmt",
  "InsertStmt",
  "UpdateStmt",
  "DeleteStmt",
  "MergeStmt",
  "CallStmt",
  "CreateTableAsStmt",
  "ExplainStmt",
]);

/** The names of a column reference without a star. */
function columnNames(node: object): readonly string[] | undefined {
  if (!("ColumnRef" in node)) return undefined;
  const { fields = [] } = node.ColumnRef as { fields?: readonly Node[] };
  const names = fields.flatMap((field) => ("String" in field ? [field.String.sval ?? ""] : []));
  return names.length === fields.length ? names : undefined;
}

/** What a SELECT, UPDATE or DELETE body reads from directly; an INSERT's VALUES see no columns. */
function relationsOf(body: object): readonly NameRef[] {
  const { fromClause, usingClause, relation, targetList, whereClause } = body as Partial<
    Record<string, unknown>
  >;
  const changed = (targetList ?? whereClause) !== undefined ? [{ RangeVar: relation }] : [];
  return [fromClause, usingClause, relation ? changed : []].flatMap(rangesIn);
}

function rangesIn(node: unknown): readonly NameRef[] {
  if (Array.isArray(node)) return node.flatMap(rangesIn);
  if (typeof node !== "object" || node === null) return [];
  if ("RangeVar" in node) {
    const { schemaname, relname = "" } = node.RangeVar as { schemaname?: string; relname?: string };
    return [{ ...(schemaname === undefined ? {} : { schema: schemaname }), name: relname }];
  }
  if ("JoinExpr" in node) {
    const { larg, rarg } = node.JoinExpr as { larg?: unknown; rarg?: unknown };
    return [larg, rarg].flatMap(rangesIn);
  }
  return [];
}
