import type { Catalog, Column, Relation } from "../../catalog/catalog.ts";
import { findRelation } from "../../catalog/look-up.ts";
import type { Effect } from "../../effects/effect.ts";
import type { NameRef } from "../../effects/type-ref.ts";
import type { Proposal, Scene } from "../rule.ts";
import { twice } from "./causes.ts";
import { changedSince } from "./changed-since.ts";
import { combined } from "./combine.ts";
import { formsOf } from "./forms.ts";
import { renameRemedy } from "./rename.ts";

/**
 * RENAME t TO old; CREATE TABLE t …; INSERT … SELECT FROM old; DROP TABLE old: the second run renames the table that
 * the first run made. Or the other way round: CREATE TABLE new …; DROP TABLE t; RENAME new TO t; and either of them with
 * the columns of a table. Nothing fails here, but what follows does, or throws away what the first run filled: mending
 * begins with the statement that begins it.
 */
export function swapFixes(scene: Scene): readonly Proposal[] {
  if (scene.second.kind !== "applied" || !scene.effects.some((one) => beginsSwap(scene, one)))
    return [];
  const renames = twice(scene).flatMap((cause) => renameRemedy(scene, cause) ?? []);
  const own = renames.length > 0 ? renames : formsOf(scene);
  return changedSince(scene).flatMap((remedy) => combined(scene, [remedy, ...own]) ?? []);
}

function beginsSwap(scene: Scene, effect: Effect): boolean {
  const { before, after, again } = scene;
  switch (effect.kind) {
    case "rename-relation": {
      const [was, is] = [relation(before, effect.name), relation(again, effect.name)];
      return was !== undefined && is !== undefined && !sameOrigin(was, is);
    }
    case "rename-column": {
      const [was, is] = [before, again].map((one) => column(one, effect.table, effect.column));
      return was !== undefined && is !== undefined && was.position !== is.position;
    }
    case "create-table": {
      const made = relation(after, effect.name);
      return (
        made !== undefined &&
        [...again.relations.known.values()].some(
          (one) => one.name !== made.name && one.kind === made.kind && sameOrigin(one, made),
        )
      );
    }
    case "add-column": {
      const made = column(after, effect.table, effect.column.name);
      return (
        made !== undefined &&
        columns(again, effect.table).some(
          ({ name, position }) => name !== made.name && position === made.position,
        )
      );
    }
    default:
      return false;
  }
}

const relation = (catalog: Catalog, name: NameRef): Relation | undefined =>
  catalog.relations.known.get(findRelation(catalog, name).key);

function columns(catalog: Catalog, table: NameRef): readonly Column[] {
  const found = relation(catalog, table);
  return found && "rows" in found ? [...found.columns.known.values()] : [];
}

const column = (catalog: Catalog, table: NameRef, name: string): Column | undefined =>
  columns(catalog, table).find((one) => one.name === name);

const sameOrigin = (one: Relation, other: Relation): boolean =>
  JSON.stringify(one.origin) === JSON.stringify(other.origin);
