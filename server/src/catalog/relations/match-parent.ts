import type { Column, Constraint, Table } from "../catalog.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { find, isThere } from "../names.ts";
import { shownType } from "../objects/written-type.ts";
import type { Subject } from "../outcome.ts";
import { putConstraint } from "./add-constraint.ts";
import { changeColumn } from "./columns.ts";
import { inOrder } from "./inherit.ts";
import { subjectOf } from "./inheritance.ts";
import { isSameCheck } from "./merge-check.ts";

/** INHERIT and ATTACH PARTITION: what a table is that becomes the child of one that is there. */
export function requireMatching(draft: Draft, key: string, child: Table, parent: Table): void {
  const isPartition = parent.kind === "partitioned table";
  matchColumns(draft, key, child, parent, isPartition);
  matchChecks(draft, key, child, parent, isPartition);
}

/** MergeAttributesIntoExisting */
function matchColumns(
  draft: Draft,
  key: string,
  child: Table,
  parent: Table,
  isPartition: boolean,
): void {
  for (const column of inOrder(parent.columns)) {
    const own = find(child.columns, column.name);
    if (own === "absent")
      refuse("42804", `child table is missing column "${column.name}"`, subjectOf(child));
    if (!isThere(own)) continue;
    matchColumn(draft, child, own, column);
    changeColumn(draft, key, column.name, ({ local, ...now }) => ({
      ...now,
      inherited: true,
      ...(isPartition ? {} : { local: true }),
    }));
  }
}

function matchColumn(draft: Draft, child: Table, own: Column, column: Column): void {
  const { name } = column;
  const subject = subjectOf(child);
  if (own.type !== "unknown" && column.type !== "unknown") {
    const types = [shownType(own.type, []), shownType(column.type, [])];
    if (types[0] !== types[1])
      refuse(
        "42804",
        `child table "${child.name}" has different type for column "${name}"`,
        subject,
      );
  }
  const isSeen = !own.assumed && !column.assumed;
  if (isSeen && hasOtherCollation(own, column))
    refuse(
      "42P21",
      `child table "${child.name}" has different collation for column "${name}"`,
      subject,
    );
  if (column.notNull === true && own.notNull === false)
    refuse("42804", `column "${name}" in child table must be marked NOT NULL`, subject);
  if (isSeen) matchGeneration(draft, subject, own, column);
}

/** Of a type that somebody made nobody knows here what collation it has. */
function hasOtherCollation(own: Column, column: Column): boolean {
  const isBuiltin = own.type !== "unknown" && own.type.schema === "pg_catalog";
  return isBuiltin && (own.collation ?? "default") !== (column.collation ?? "default");
}

function matchGeneration(draft: Draft, subject: Subject, own: Column, column: Column): void {
  const of = `column "${column.name}"`;
  if (column.generated && !own.generated)
    refuse("42804", `${of} in child table must be a generated column`, subject);
  if (column.generated && own.generated && column.generated !== own.generated)
    refuse("42804", `${of} inherits from generated column of different kind`, subject);
  if (!own.generated) return;
  if (!column.generated)
    refuseIn(
      draft,
      (version) => version >= 16,
      `${of} in child table must not be a generated column`,
      subject,
    );
  else if (own.default?.definition !== column.default?.definition)
    refuseIn(
      draft,
      (version) => version < 16,
      `${of} in child table has a conflicting generation expression`,
      subject,
    );
}

/** PostgreSQL 16 has children keep expressions of their own, but not where the parent has none. */
function refuseIn(
  draft: Draft,
  applies: (version: number) => boolean,
  message: string,
  subject: Subject,
): void {
  const { postgresVersion } = draft.catalog;
  if (postgresVersion === undefined) doubt(draft, message);
  else if (applies(postgresVersion)) refuse("42804", message, subject);
}

/** MergeConstraintsIntoExisting */
function matchChecks(
  draft: Draft,
  key: string,
  child: Table,
  parent: Table,
  isPartition: boolean,
): void {
  parent.constraints.known.forEach((constraint) => {
    if (constraint.type !== "check" || constraint.noInherit) return;
    const own = find(child.constraints, constraint.name);
    if (own === "absent" || (isThere(own) && own.type !== "check" && own.origin !== "assumed"))
      refuse("42804", `child table is missing constraint "${constraint.name}"`, subjectOf(child));
    if (isThere(own)) mergeIntoChild(draft, key, child, own, constraint, isPartition);
  });
}

function mergeIntoChild(
  draft: Draft,
  key: string,
  child: Table,
  own: Constraint,
  parent: Constraint,
  isPartition: boolean,
): void {
  const { name } = own;
  const subject = { class: "constraint" as const, name, on: key };
  if (own.origin !== "assumed") {
    if (!isSameCheck(own, parent))
      refuse(
        "42804",
        `child table "${child.name}" has different definition for check constraint "${name}"`,
        subject,
      );
    const conflict = own.noInherit ? "non-inherited" : "NOT VALID";
    if (own.noInherit || (parent.validated && !own.validated))
      refuse(
        "42P17",
        `constraint "${name}" conflicts with ${conflict} constraint on child table "${child.name}"`,
        subject,
      );
  }
  const isLocal = !isPartition && (own.local || !own.inherited);
  const { local, ...merged } = own;
  putConstraint(draft, key, { ...merged, inherited: true, ...(isLocal ? { local: true } : {}) });
}
