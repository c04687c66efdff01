import type { Failure } from "../../catalog/outcome.ts";
import { createClause } from "../../effects/clauses/create-clause.ts";
import { doClause } from "../../effects/clauses/do-clause.ts";
import { doPlace } from "../../effects/clauses/do-place.ts";
import type { Cause } from "../fixes/causes.ts";
import { formOf } from "../fixes/create.ts";
import { isMissing, isTaken } from "../fixes/failure-kinds.ts";
import type { Scene } from "../rule.ts";

export type RerunRule =
  | "create-if-not-exists"
  | "create-or-replace"
  | "add-column-if-not-exists"
  | "add-value-if-not-exists"
  | "drop-if-exists"
  | "insert-on-conflict"
  | "guard-misses"
  | "guard-needed";

/** Each failure belongs to one rule. */
export function whichRule(scene: Scene, { failure, effect }: Cause): RerunRule {
  if (effect.kind === "do") return isGuarded(scene, failure) ? "guard-misses" : "guard-needed";
  if (effect.kind === "insert" && failure.sqlstate === "23505") return "insert-on-conflict";
  if (effect.kind === "add-column" && effect.as !== "type" && failure.sqlstate === "42701")
    return "add-column-if-not-exists";
  if (effect.kind === "add-enum-value" && isTaken(failure)) return "add-value-if-not-exists";
  if (effect.kind === "alter-publication") return "guard-needed";
  if (effect.kind === "drop-identity" && failure.sqlstate === "55000") return "drop-if-exists";
  if (effect.verb === "drop" && isMissing(failure) && effect.guard === undefined)
    return "drop-if-exists";
  if (effect.verb !== "create" || effect.guard !== undefined || !isTaken(failure))
    return "guard-needed";
  const clause = createClause(scene.surface);
  const form = clause && formOf(clause);
  if (form === "if not exists") return "create-if-not-exists";
  return form === "or replace" ? "create-or-replace" : "guard-needed";
}

/** Does the failing statement of a DO block stand in an IF, or before an EXCEPTION part? */
function isGuarded(scene: Scene, { inside }: Failure): boolean {
  const clause = doClause(scene.surface);
  const place = clause && inside && doPlace(clause, inside.line, inside.sql);
  return place?.within !== undefined || place?.caught !== undefined;
}
