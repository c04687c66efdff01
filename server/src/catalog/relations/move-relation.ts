import type { MoveRelation } from "../../effects/relations/rename.ts";
import { relationKey } from "../catalog.ts";
import { type Draft, refuse } from "../draft.ts";
import { forbidOtherNamespace } from "../objects/place.ts";
import { requireSchema } from "../objects/require.ts";
import { alterTarget, whereItIs } from "./alter-target.ts";
import { indexesOf } from "./links.ts";
import { renameKey } from "./rename.ts";
import { forbidTaken } from "./rename-relation.ts";
import { sequencesOf } from "./sequences.ts";

export const moveRelation = (draft: Draft, effect: MoveRelation): void =>
  whereItIs(draft, effect.name, effect.guard !== undefined, () => move(draft, effect));

/** AlterTableNamespace: indexes and owned sequences go along. */
function move(draft: Draft, effect: MoveRelation): void {
  const target = alterTarget(draft, effect.name, effect.as, effect.guard !== undefined);
  if (!target) return;
  const { key, relation } = target;
  const subject = {
    class: relation.kind === "index" ? ("index" as const) : ("table" as const),
    schema: relation.schema,
    name: relation.name,
  };
  if (relation.kind === "index")
    refuse("42809", `cannot change schema of index "${relation.name}"`, subject);
  if (relation.kind === "sequence" && relation.ownedBy)
    refuse("0A000", "cannot move an owned sequence into another schema", subject);
  requireSchema(draft, effect.to);
  forbidOtherNamespace(relation.schema, effect.to, subject);
  if (relation.schema === effect.to) return;
  const taken = `relation "${relation.name}" already exists in schema "${effect.to}"`;
  forbidTaken(draft, relationKey(effect.to, relation.name), relation.name, taken);
  const along = [...indexesOf(draft.catalog, key), ...sequencesOf(draft.catalog, key)];
  renameKey(draft, key, effect.to, relation.name);
  for (const { key: at, relation: part } of along) {
    forbidTaken(
      draft,
      relationKey(effect.to, part.name),
      part.name,
      `relation "${part.name}" already exists in schema "${effect.to}"`,
    );
    renameKey(draft, at, effect.to, part.name);
  }
}
