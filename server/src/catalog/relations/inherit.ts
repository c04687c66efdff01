import type { ColumnSpec } from "../../effects/relations/column-spec.ts";
import type { CreateTable } from "../../effects/relations/create-table.ts";
import type { Column, Constraint, Table, TypeName } from "../catalog.ts";
import { type Draft, notice, refuse } from "../draft.ts";
import { findRelation } from "../look-up.ts";
import { emptyNames, type Names, put } from "../names.ts";
import { putConstraint, tableAt } from "./add-constraint.ts";
import { isSameCheck } from "./merge-check.ts";
import {
  nextPosition,
  requireRelation,
  requireTable,
  updateTable,
  type Wanted,
} from "./require.ts";

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

/** All parents are there, before anything is asked of one. */
export function requireParentNames(draft: Draft, { inherits }: CreateTable): void {
  const keys: string[] = [];
  for (const name of inherits) {
    const { key, found } = findRelation(draft.catalog, name);
    if (found === "absent") requireRelation(draft, name);
    if (keys.includes(key))
      refuse("42P07", `relation "${name.name}" would be inherited from more than once`, {
        class: "table",
        ...name,
      });
    keys.push(key);
  }
}

/** The tables of INHERITS or PARTITION OF. */
export function requireParents(
  draft: Draft,
  effect: CreateTable,
  temporary: boolean,
): readonly Parent[] {
  const partition = effect.partitionBound !== undefined;
  const parents: Parent[] = [];
  for (const name of effect.inherits) {
    const { key, table } = requireTable(draft, name, partition ? aPartitioned : aParent);
    const subject = { class: "table" as const, schema: table.schema, name: table.name };
    if (partition && table.origin === "assumed") setKind(draft, key, "partitioned table");
    if (!partition && table.kind === "partitioned table")
      refuse("42809", `cannot inherit from partitioned table "${table.name}"`, subject);
    if (!partition && table.partitionBound !== undefined)
      refuse("42809", `cannot inherit from partition "${table.name}"`, subject);
    forbidOtherPersistence(table, temporary, partition ? "partition" : "child");
    parents.push({ key, table });
  }
  return parents;
}

/** A temporary table goes with its session: it has temporary children only, and is a partition of no other kind. */
export function forbidOtherPersistence(
  parent: Table,
  temporary: boolean,
  as: "child" | "partition" | "attached partition",
): void {
  const of = parent.persistence === "temporary" ? "temporary" : "permanent";
  const is = temporary ? "temporary" : "permanent";
  if (of === is || parent.origin === "assumed") return;
  const subject = { class: "table" as const, schema: parent.schema, name: parent.name };
  if (as !== "child")
    refuse(
      "42809",
      `cannot ${as === "partition" ? "create" : "attach"} a ${is} relation as partition of ${of} relation "${parent.name}"`,
      subject,
    );
  if (of === "temporary")
    refuse("42809", `cannot inherit from temporary relation "${parent.name}"`, subject);
}

/** transformPartitionBound */
export function requirePartitioned({ table }: Parent): void {
  if (table.kind !== "partitioned table" && table.origin !== "assumed")
    refuse("42P17", `"${table.name}" is not partitioned`, {
      class: "table",
      schema: table.schema,
      name: table.name,
    });
}

/** Of a table that was taken to be there as an ordinary one. */
export const setKind = (draft: Draft, key: string, kind: Table["kind"]): void =>
  updateTable(draft, key, (table) => (table.kind === kind ? table : { ...table, kind }));

/** MergeAttributes: the parents' columns first, then the table's own; those of the same name become one. */
export function parentColumns(
  parents: readonly Parent[],
  own: { readonly columns: Names<Column>; readonly defaults: readonly ColumnSpec[] },
  partition: boolean,
): Names<Column> {
  if (parents.length === 0) return own.columns;
  const defaulted = new Set(own.defaults.map(({ name }) => name));
  let columns = emptyNames<Column>(own.columns.complete);
  for (const { table } of parents) {
    if (!table.columns.complete) columns = { ...columns, complete: false };
    for (const column of inOrder(table.columns)) {
      const before = columns.known.get(column.name);
      const { identity, ...kept } = column;
      const inherited = partition ? column : kept;
      columns = put(columns, column.name, {
        ...(before ? merged(before, inherited, "inherited column") : inherited),
        position: before?.position ?? nextPosition(columns),
        inherited: true,
      });
    }
  }
  for (const column of inOrder(own.columns)) {
    const before = columns.known.get(column.name);
    if (!before && partition && columns.complete)
      refuse("42703", `column "${column.name}" does not exist`, {
        class: "column",
        name: column.name,
      });
    columns = put(
      columns,
      column.name,
      before
        ? { ...redeclared(before, column, defaulted.has(column.name)), local: true }
        : { ...column, position: nextPosition(columns) },
    );
  }
  return columns;
}

/** MergeChildAttribute */
function redeclared(before: Column, column: Column, hasDefault: boolean): Column {
  const made = merged(before, column, "column");
  const refuseKind = (message: string): never =>
    refuse("42611", message, { class: "column", name: column.name });
  const { generated } = before;
  if (generated && !column.generated) {
    const inherits = `column "${column.name}" inherits from generated column but specifies`;
    if (hasDefault || column.default) refuseKind(`${inherits} default`);
    if (column.identity) refuseKind(`${inherits} identity`);
  }
  if (!generated && column.generated && !before.assumed)
    refuseKind(`child column "${column.name}" specifies generation expression`);
  if (generated && column.generated && generated !== column.generated)
    refuseKind(`column "${column.name}" inherits from generated column of different kind`);
  return made;
}

/** What the second says wins; NOT NULL on either side holds. */
function merged(before: Column, column: Column, what: string): Column {
  const [one, other] = [before.type, column.type];
  if (one !== "unknown" && other !== "unknown" && !isSameType(one, other))
    refuse("42804", `${what} "${column.name}" has a type conflict`, {
      class: "column",
      name: column.name,
    });
  return {
    ...before,
    ...column,
    type: other === "unknown" ? one : other,
    position: before.position,
    notNull: before.notNull === true || column.notNull,
    ...(before.inherited ? { inherited: true } : {}),
  };
}

const isSameType = (a: TypeName, b: TypeName): boolean =>
  a.schema === b.schema &&
  a.name === b.name &&
  a.dimensions > 0 === b.dimensions > 0 &&
  a.modifiers === b.modifiers;

export const inOrder = (columns: Names<Column>): readonly Column[] =>
  [...columns.known.values()].sort((a, b) => a.position - b.position);

/** MergeCheckConstraint: parents may have the same check, but not another of the same name. */
export function forbidUnlikeChecks(parents: readonly Parent[]): void {
  const seen = new Map<string, Constraint>();
  for (const { table } of parents)
    for (const constraint of table.constraints.known.values()) {
      if (constraint.type !== "check" || constraint.noInherit) continue;
      const { name } = constraint;
      const before = seen.get(name);
      if (before && !isSameCheck(before, constraint))
        refuse(
          "42710",
          `check constraint name "${name}" appears multiple times but with different expressions`,
          { class: "constraint", name },
        );
      seen.set(name, constraint);
    }
}

/** Checks are inherited; in a table that has no rows yet they are valid. */
export function inheritFrom(draft: Draft, key: string, parent: Parent): void {
  const now = tableAt(draft, parent.key) ?? parent.table;
  now.constraints.known.forEach((constraint) => {
    if (constraint.type !== "check" || constraint.noInherit) return;
    const own = tableAt(draft, key)?.constraints.known.get(constraint.name);
    if (own) notice(draft, `merging constraint "${constraint.name}" with inherited definition`);
    else {
      const { local, ...inherited } = constraint;
      putConstraint(draft, key, {
        ...inherited,
        validated: true,
        inherited: true,
        origin: draft.origin,
      });
    }
  });
}
