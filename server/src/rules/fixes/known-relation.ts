import { findRelation } from "../../catalog/look-up.ts";
import { isThere } from "../../catalog/names.ts";
import { ownName, type WrittenName } from "../../effects/clauses/name.ts";
import type { Scene } from "../rule.ts";

/** Is the relation there in both runs when the statement begins? Then ::regclass can name it. */
export function knownRelation(scene: Scene, name: WrittenName): boolean {
  const schema = name.parts.length > 1 ? { schema: name.parts[name.parts.length - 2] ?? "" } : {};
  const ref = { ...schema, name: ownName(name) };
  return [scene.after, scene.again].every((catalog) => isThere(findRelation(catalog, ref).found));
}
