import type { Constraint, Table } from "../catalog.ts";
import { type Draft, notice, refuse } from "../draft.ts";
import { putConstraint } from "./add-constraint.ts";

/**
 * MergeWithExistingConstraint: a check meets the table's own of that name; refused unless they are the same. From a
 * parent (`inherited`) the table's own stays; a table's own joins what it has from its parents only.
 */
export function mergeCheck(
  draft: Draft,
  {
    key,
    table,
    own,
    creating = false,
  }: {
    readonly key: string;
    readonly table: Table;
    readonly own: Constraint;
    readonly creating?: boolean;
  },
  added: Constraint,
): void {
  const { name } = added;
  const subject = { class: "constraint" as const, name, on: key };
  const partition = table.partitionBound !== undefined;
  // All that a partition has from its parent is its parent's alone.
  const joins = added.inherited || creating || (own.inherited && !own.local && !partition);
  if (!joins || !isSameCheck(own, added))
    refuse("42710", `constraint "${name}" for relation "${table.name}" already exists`, subject);
  const conflicts = (what: string): never =>
    refuse(
      "42P17",
      `constraint "${name}" conflicts with ${what} constraint on relation "${table.name}"`,
      subject,
    );
  if (own.noInherit) conflicts("non-inherited");
  if (added.noInherit) conflicts("inherited");
  if (added.validated && !own.validated) conflicts("NOT VALID");
  notice(draft, `merging constraint "${name}" with inherited definition`);
  const { local, ...merged } = own;
  const isLocal = !partition && (local || !added.inherited || !own.inherited);
  putConstraint(draft, key, {
    ...merged,
    inherited: true,
    ...(isLocal ? { local: true as const } : {}),
  });
}

/** As far as both are written the same. */
export const isSameCheck = (a: Constraint, b: Constraint): boolean =>
  a.type === "check" && b.type === "check" && condition(a) === condition(b);

const condition = ({ definition }: Constraint): string => {
  try {
    return JSON.stringify((JSON.parse(definition) as { raw_expr?: unknown }).raw_expr);
  } catch {
    return definition;
  }
};
