import { alterClause } from "../../effects/clauses/alter-clause.ts";
import { alterCommands } from "../../effects/clauses/alter-commands.ts";
import { createClause } from "../../effects/clauses/create-clause.ts";
import { renameClause } from "../../effects/clauses/rename-clause.ts";
import { type Cause, twice } from "../fixes/causes.ts";
import { isMissing, isTaken } from "../fixes/failure-kinds.ts";
import { runsInBlock } from "../fixes/runs-in-block.ts";
import type { Scene } from "../rule.ts";

/** Why the statement has to be guarded by hand: which form PostgreSQL lacks, or what takes away what it needs. */
export function whyGuard(scene: Scene, cause: Cause): string {
  const lacking = formLacking(scene, cause);
  const outside = runsInBlock(scene.surface)
    ? ""
    : "It cannot run inside a DO block either, so there is nothing to guard it with.";
  const sentences = [lacking, outside].filter((sentence) => sentence !== "");
  return sentences.join(" ");
}

function formLacking(scene: Scene, cause: Cause): string {
  const { surface } = scene;
  const create = createClause(surface);
  if (create && (isTaken(cause.failure) || cause.failure.sqlstate === "23505"))
    return create.constraint
      ? "PostgreSQL does not replace a constraint trigger."
      : `PostgreSQL has no CREATE ${create.object.toUpperCase()} IF NOT EXISTS.`;
  const alter = alterClause(surface);
  const rename = alter && renameClause(alter);
  if (rename) {
    const what = rename.what === "object" ? "" : ` ${rename.what.toUpperCase()}`;
    return alter.guardAt !== undefined && rename.what === "object"
      ? `ALTER ${alter.object.toUpperCase()} IF EXISTS asks for the old name.`
      : `PostgreSQL has no RENAME${what} IF EXISTS.`;
  }
  const command = alter && alterCommands(alter)[cause.effect.part ?? 0];
  switch (isTaken(cause.failure) ? command?.kind : undefined) {
    case "add constraint":
      return "PostgreSQL has no ADD CONSTRAINT IF NOT EXISTS.";
    case "add attribute":
      return "PostgreSQL has no ADD ATTRIBUTE IF NOT EXISTS.";
    default:
  }
  if (command?.kind === "attach partition")
    return "PostgreSQL has no ATTACH PARTITION IF NOT EXISTS.";
  if (command?.kind === "detach partition") return "PostgreSQL has no DETACH PARTITION IF EXISTS.";
  if (cause.failure.sqlstate === "42P13")
    return "A later statement of this file gives it another result type.";
  if (isMissing(cause.failure)) return goneBecause(scene);
  return "";
}

/** By the statement itself, or by a later one. */
const goneBecause = (scene: Scene): string =>
  twice(scene).some((one) => isMissing(one.failure))
    ? "The first run took it away."
    : "A later statement of this file takes it away.";
