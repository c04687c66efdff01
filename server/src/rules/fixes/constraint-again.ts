import { alterClause } from "../../effects/clauses/alter-clause.ts";
import { alterCommands } from "../../effects/clauses/alter-commands.ts";
import { keywordsLike } from "../../effects/clauses/letter-case.ts";
import { insertAt } from "../../text/edits.ts";
import type { Proposal, Scene } from "../rule.ts";
import type { Cause } from "./causes.ts";
import { isTaken } from "./failure-kinds.ts";

/** ADD CONSTRAINT c: DROP CONSTRAINT IF EXISTS c in front of it, in the same statement. */
export function constraintAgain(scene: Scene, found: readonly Cause[]): readonly Proposal[] {
  const clause = alterClause(scene.surface);
  if (!clause) return [];
  const commands = alterCommands(clause);
  const keyword = keywordsLike(scene.surface);
  const edits = [];
  for (const { effect, failure, when } of found) {
    if (when !== "again") continue;
    const command = commands[effect.part ?? 0];
    // What refers to a key would have to go too.
    const isKey = ["primary key", "unique"].includes(command?.constraint?.type ?? "");
    if (!isTaken(failure) || !command?.constraint || !command.name || isKey) return [];
    const words = `${keyword("DROP CONSTRAINT IF EXISTS")} ${command.name.text}, `;
    edits.push(insertAt(command.span.start, words));
  }
  if (edits.length === 0) return [];
  return [
    {
      title:
        "drop it first (DROP CONSTRAINT IF EXISTS): every run reads the whole table under an ACCESS EXCLUSIVE lock",
      grade: "review",
      edits,
    },
  ];
}
