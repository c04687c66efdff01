import { findRelation } from "../../catalog/look-up.ts";
import type { Proposal, Scene } from "../rule.ts";
import { twice } from "./causes.ts";
import { changedSince } from "./changed-since.ts";
import { combined } from "./combine.ts";
import { renameRemedy } from "./rename.ts";

/**
 * RENAME t TO old; CREATE TABLE t …; INSERT … SELECT FROM old; DROP TABLE old: the second run renames the table that
 * the first run made. Nothing fails here, but what follows does: mending begins with the rename.
 */
export function swapFixes(scene: Scene): readonly Proposal[] {
  const [effect] = scene.effects;
  if (effect?.kind !== "rename-relation" || scene.second.kind !== "applied") return [];
  const was = findRelation(scene.before, effect.name).key;
  const is = findRelation(scene.again, effect.name).key;
  const before = scene.before.relations.known.get(was);
  const again = scene.again.relations.known.get(is);
  if (!before || !again || JSON.stringify(before.origin) === JSON.stringify(again.origin))
    return [];
  const own = twice(scene).flatMap((cause) => renameRemedy(scene, cause) ?? []);
  return changedSince(scene).flatMap((remedy) => combined(scene, [remedy, ...own]) ?? []);
}
