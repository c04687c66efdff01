import type { Catalog, Constraint, Index } from "../../catalog/catalog.ts";
import { findRelation } from "../../catalog/look-up.ts";
import type { AddConstraint } from "../../effects/relations/alter-effects.ts";
import type { CreateIndex } from "../../effects/relations/create-index.ts";
import type { NameRef } from "../../effects/type-ref.ts";
import type { Scene } from "../rule.ts";

/** The name that PostgreSQL gave to an index without one, from what the first run left. */
export function automaticIndexName(scene: Scene, effect: CreateIndex): string | undefined {
  const key = findRelation(scene.after, effect.table).key;
  const isNew = (relation: { schema: string; name: string }): boolean =>
    !scene.before.relations.known.has(`${relation.schema}.${relation.name}`);
  const made = [...scene.after.relations.known.values()].filter(
    (relation): relation is Index =>
      relation.kind === "index" && relation.table === key && isNew(relation),
  );
  return made.length === 1 ? made[0]?.name : undefined;
}

/** The name of a constraint without one; `taken`: names that belong to other commands of the statement. */
export function automaticConstraintName(
  scene: Scene,
  effect: AddConstraint,
  taken: ReadonlySet<string>,
): string | undefined {
  const old = constraintsOf(scene.before, effect.table);
  const spec = effect.constraint;
  const made = constraintsOf(scene.after, effect.table).filter(
    (constraint) =>
      !old.some((one) => one.name === constraint.name) &&
      !taken.has(constraint.name) &&
      constraint.type === spec.type &&
      constraint.columns.join() === spec.columns.join(),
  );
  return made.length === 0 ? undefined : byNumber(made)[0]?.name;
}

function constraintsOf(catalog: Catalog, table: NameRef): readonly Constraint[] {
  const relation = catalog.relations.known.get(findRelation(catalog, table).key);
  return relation && "constraints" in relation ? [...relation.constraints.known.values()] : [];
}

/** t_check, t_check1, t_check2, …: the first command got the first. */
const byNumber = (made: readonly Constraint[]): readonly Constraint[] =>
  [...made].sort((a, b) => a.name.length - b.name.length || (a.name < b.name ? -1 : 1));
