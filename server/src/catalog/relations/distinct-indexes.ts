import type { ConstraintSpec } from "../../effects/relations/constraint-spec.ts";
import { refuse } from "../draft.ts";

/**
 * transformIndexConstraints: the primary key comes first, and of keys that are the same in everything but their name
 * one is enough (`id int primary key unique`).
 */
export function distinctIndexes(constraints: readonly ConstraintSpec[]): readonly ConstraintSpec[] {
  const primary = constraints.filter(({ type }) => type === "primary key");
  const rest = constraints.filter(({ type }) => type !== "primary key");
  const kept: ConstraintSpec[] = [];
  for (const constraint of [...primary, ...rest]) {
    const same =
      constraint.type === "primary key"
        ? -1
        : kept.findIndex((other) => sameIndex(other, constraint));
    const other = kept[same];
    if (!other) kept.push(constraint);
    else if (other.name === undefined && constraint.name !== undefined)
      kept[same] = { ...other, name: constraint.name };
  }
  return kept;
}

const sameIndex = (a: ConstraintSpec, b: ConstraintSpec): boolean =>
  JSON.stringify(a.columns) === JSON.stringify(b.columns) &&
  JSON.stringify(a.included) === JSON.stringify(b.included) &&
  (a.type === "exclude") === (b.type === "exclude") &&
  a.definition === b.definition;

export const refuseSecondKey = (table: string): never =>
  refuse("42P16", `multiple primary keys for table "${table}" are not allowed`, {
    class: "table",
    name: table,
  });
