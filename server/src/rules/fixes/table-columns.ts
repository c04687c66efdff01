import type { Column } from "../../catalog/catalog.ts";
import { findRelation } from "../../catalog/look-up.ts";
import { ownName, type WrittenName } from "../../effects/clauses/name.ts";
import type { Scene } from "../rule.ts";

/** The columns that are known of a table before the statement. */
export function tableColumns(
  scene: Scene,
  { parts, ...name }: WrittenName,
): { readonly get: (name: string) => Column | undefined } | undefined {
  const schema = parts.length > 1 ? { schema: parts[parts.length - 2] ?? "" } : {};
  const { key } = findRelation(scene.before, { ...schema, name: ownName({ parts, ...name }) });
  const relation = scene.before.relations.known.get(key);
  return relation && "rows" in relation ? relation.columns.known : undefined;
}
