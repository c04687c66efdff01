import type { Expr } from "../../effects/expression.ts";
import type { Column, Constraint, Relation, Table } from "../catalog.ts";
import type { Draft } from "../draft.ts";
import { setRelation } from "../look-up.ts";
import { put, remove } from "../names.ts";
import { linkedTo } from "./links.ts";
import { mapNames } from "./rename.ts";
import { isTable } from "./require.ts";
import { rowsWithRenamedColumn } from "./rows.ts";

/** A column gets another name: in its table, in whatever names it, and in the children that inherit it. */
export function renameColumnIn(draft: Draft, key: string, from: string, to: string): void {
  const relation = draft.catalog.relations.known.get(key);
  if (!relation || !("columns" in relation) || relation.kind === "index") return;
  const column = relation.columns.known.get(from);
  const turn = (name: string): string => (name === from ? to : name);
  const columns = column
    ? put(remove(relation.columns, from), to, { ...column, name: to })
    : remove(relation.columns, from);
  if (isTable(relation)) {
    setRelation(draft, key, {
      ...renamedInTable(relation, key, turn),
      columns: mapNames(columns, (other) => renamedInDefault(other, turn)),
      rows: rowsWithRenamedColumn(relation.rows, from, to),
    });
  } else {
    setRelation(draft, key, { ...relation, columns });
  }
  for (const { key: other, relation: linked } of linkedTo(draft.catalog, key)) {
    const turned = renamedElsewhere(linked, key, turn);
    if (turned !== linked) setRelation(draft, other, turned);
  }
}

const renamedInTable = (table: Table, key: string, turn: (name: string) => string): Table => ({
  ...table,
  ...(table.partitionColumns ? { partitionColumns: table.partitionColumns.map(turn) } : {}),
  ...(table.assumedKeys
    ? { assumedKeys: table.assumedKeys.map((columns) => columns.map(turn)) }
    : {}),
  constraints: mapNames(table.constraints, (constraint) =>
    renamedReference({ ...constraint, columns: constraint.columns.map(turn) }, key, turn),
  ),
});

const renamedReference = (
  constraint: Constraint,
  key: string,
  turn: (name: string) => string,
): Constraint =>
  constraint.references?.relation === key
    ? {
        ...constraint,
        references: {
          ...constraint.references,
          columns: constraint.references.columns.map(turn),
        },
      }
    : constraint;

/** A generated column reads others by name. */
const renamedInDefault = (column: Column, turn: (name: string) => string): Column =>
  column.generated && column.default
    ? {
        ...column,
        default: { ...column.default, value: renamedInExpression(column.default.value, turn) },
      }
    : column;

function renamedInExpression(expr: Expr, turn: (name: string) => string): Expr {
  const visit = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(visit);
    if (typeof node !== "object" || node === null) return node;
    const visited = Object.fromEntries(
      Object.entries(node).map(([key, value]) => [key, visit(value)]),
    );
    if (visited["kind"] === "column" && typeof visited["name"] === "string")
      return { ...visited, name: turn(visited["name"]) };
    return visited;
  };
  return visit(expr) as Expr;
}

/** Indexes, foreign keys to it, sequences it owns, views that read it. */
function renamedElsewhere(
  relation: Relation,
  key: string,
  turn: (name: string) => string,
): Relation {
  switch (relation.kind) {
    case "index":
      if (relation.table !== key) return relation;
      return {
        ...relation,
        columns: relation.columns.map((column) => (column === undefined ? column : turn(column))),
        included: relation.included.map(turn),
        reads: relation.reads.map(turn),
      };
    case "sequence":
      return relation.ownedBy?.table === key
        ? { ...relation, ownedBy: { ...relation.ownedBy, column: turn(relation.ownedBy.column) } }
        : relation;
    case "view":
    case "materialized view":
      return {
        ...relation,
        reads: relation.reads.map((read) =>
          read.relation === key && read.columns
            ? { ...read, columns: read.columns.map(turn) }
            : read,
        ),
      };
    case "composite type":
    case "unknown":
      return relation;
    default:
      return {
        ...relation,
        constraints: mapNames(relation.constraints, (constraint) =>
          renamedReference(constraint, key, turn),
        ),
      };
  }
}
