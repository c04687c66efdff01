import type { CreateTable } from "../../effects/relations/create-table.ts";
import type { Column, Table } from "../catalog.ts";
import { type Draft, notice, refuse } from "../draft.ts";
import { emptyNames, type Names, put } from "../names.ts";
import { putConstraint, tableAt } from "./add-constraint.ts";
import { nextPosition, requireTable, updateTable, type Wanted } from "./require.ts";

export interface Parent {
  readonly key: string;
  readonly table: Table;
}

const aParent: Wanted = {
  kinds: ["table", "partitioned table", "foreign table"],
  otherwise: (name) => ["42809", `inherited relation "${name}" is not a table or foreign table`],
};
const aPartitioned: Wanted = {
  kinds: ["partitioned table", "table"],
  otherwise: (name) => ["42809", `inherited relation "${name}" is not a table or foreign table`],
};

/** The tables of INHERITS or PARTITION OF. */
export function requireParents(draft: Draft, effect: CreateTable): readonly Parent[] {
  const partition = effect.partitionBound !== undefined;
  const parents: Parent[] = [];
  for (const name of effect.inherits) {
    const { key, table } = requireTable(draft, name, partition ? aPartitioned : aParent);
    const subject = { class: "table" as const, schema: table.schema, name: table.name };
    if (partition && table.kind !== "partitioned table" && table.origin !== "assumed")
      refuse("42P17", `"${table.name}" is not partitioned`, subject);
    if (partition) setKind(draft, key, "partitioned table");
    if (!partition && table.kind === "partitioned table")
      refuse("42809", `cannot inherit from partitioned table "${table.name}"`, subject);
    if (!partition && table.partitionBound !== undefined)
      refuse("42809", `cannot inherit from partition "${table.name}"`, subject);
    if (parents.some((parent) => parent.key === key))
      refuse("42P07", `relation "${table.name}" would be inherited from more than once`, subject);
    parents.push({ key, table });
  }
  return parents;
}

/** Of a table that was taken to be there as an ordinary one. */
export const setKind = (draft: Draft, key: string, kind: Table["kind"]): void =>
  updateTable(draft, key, (table) => (table.kind === kind ? table : { ...table, kind }));

/** MergeAttributes: the parents' columns first, then the table's own; those of the same name become one. */
export function parentColumns(
  parents: readonly Parent[],
  own: Names<Column>,
  partition: boolean,
): Names<Column> {
  if (parents.length === 0) return own;
  let columns = emptyNames<Column>(own.complete);
  for (const { table } of parents) {
    if (!table.columns.complete) columns = { ...columns, complete: false };
    for (const column of inOrder(table.columns)) {
      const before = columns.known.get(column.name);
      const { identity, ...kept } = column;
      const inherited = partition ? column : kept;
      columns = put(columns, column.name, {
        ...(before ? merged(before, inherited) : inherited),
        position: before?.position ?? nextPosition(columns),
        inherited: true,
      });
    }
  }
  for (const column of inOrder(own)) {
    const before = columns.known.get(column.name);
    if (!before && partition && columns.complete)
      refuse("42703", `column "${column.name}" does not exist`, {
        class: "column",
        name: column.name,
      });
    columns = put(
      columns,
      column.name,
      before ? { ...merged(before, column), local: true } : { ...column, position: nextPosition(columns) },
    );
  }
  return columns;
}

/** What the second says wins; NOT NULL on either side holds. */
const merged = (before: Column, column: Column): Column => ({
  ...before,
  ...column,
  type: column.type === "unknown" ? before.type : column.type,
  position: before.position,
  notNull: before.notNull === true || column.notNull,
  ...(before.inherited ? { inherited: true } : {}),
});

export const inOrder = (columns: Names<Column>): readonly Column[] =>
  [...columns.known.values()].sort((a, b) => a.position - b.position);

/** Checks are inherited. */
export function inheritFrom(draft: Draft, key: string, parent: Parent): void {
  const now = tableAt(draft, parent.key) ?? parent.table;
  now.constraints.known.forEach((constraint) => {
    if (constraint.type !== "check" || constraint.noInherit) return;
    const own = tableAt(draft, key)?.constraints.known.get(constraint.name);
    if (own) notice(draft, `merging constraint "${constraint.name}" with inherited definition`);
    else putConstraint(draft, key, { ...constraint, inherited: true, origin: draft.origin });
  });
}
