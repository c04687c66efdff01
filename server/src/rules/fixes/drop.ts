import { dropClause } from "../../effects/clauses/drop-clause.ts";
import { keywordsLike } from "../../effects/clauses/letter-case.ts";
import { insertAt } from "../../text/edits.ts";
import type { Scene } from "../rule.ts";
import { belongsSince } from "./belongs-since.ts";
import type { Cause } from "./causes.ts";
import { isMissing } from "./failure-kinds.ts";
import { onlyWhileThere } from "./presence.ts";
import { type Remedy, writing } from "./remedy.ts";

/** DROP … IF EXISTS, which every kind has; it also forgives a missing table of a trigger, policy or rule. */
export function dropRemedy(scene: Scene, cause: Cause): Remedy | undefined {
  const clause = dropClause(scene.surface);
  if (cause.failure.sqlstate === "2BP01" && clause?.items.length === 1)
    return belongsSince(scene, cause.failure);
  if (!isMissing(cause.failure)) return undefined;
  if (!clause || clause.guarded) return onlyWhileThere(scene, cause.failure);
  const keyword = keywordsLike(scene.surface);
  return writing("insert IF EXISTS", insertAt(clause.wordsEnd, keyword(" IF EXISTS")));
}
