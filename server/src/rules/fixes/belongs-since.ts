import { findRelation } from "../../catalog/look-up.ts";
import { isThere } from "../../catalog/names.ts";
import type { Failure } from "../../catalog/outcome.ts";
import { sqlLike } from "../../effects/clauses/letter-case.ts";
import type { Scene } from "../rule.ts";
import { childLookUp, columnLookUp } from "./look-ups.ts";
import { asking, type Remedy } from "./remedy.ts";
import { writtenKey } from "./written-relation.ts";

/** The file makes a constraint or an identity column with the name of what it drops first: that is not to go. */
export function belongsSince(scene: Scene, { subject }: Failure): Remedy | undefined {
  if (!subject) return undefined;
  const { schema, name } = subject;
  const { found } = findRelation(scene.again, schema === undefined ? { name } : { schema, name });
  if (!isThere(found)) return undefined;
  const written = (key: string): string => writtenKey(scene.surface, scene.again, key);
  if (found.kind === "index" && found.constraint !== undefined)
    return asking(
      `drop it only while it is no constraint's index (DO block)`,
      childLookUp("absent", "constraint", written(found.table), found.constraint, false),
    );
  if (found.kind !== "sequence" || !found.identity || !found.ownedBy) return undefined;
  const { table, column } = found.ownedBy;
  return asking(
    `drop it only while ${column} is no identity column (DO block)`,
    columnLookUp(sqlLike(scene.surface), "there", written(table), column, "attidentity = ''"),
  );
}
