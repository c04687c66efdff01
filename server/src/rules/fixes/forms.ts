import { alterClause } from "../../effects/clauses/alter-clause.ts";
import { alterCommands } from "../../effects/clauses/alter-commands.ts";
import { createClause } from "../../effects/clauses/create-clause.ts";
import type { Scene } from "../rule.ts";
import { commandRemedy } from "./alter-command.ts";
import { twice } from "./causes.ts";
import { createForm } from "./create.ts";
import type { Remedy } from "./remedy.ts";

/** IF [NOT] EXISTS and the like, as far as the statement could have it: for a second run right after the first. */
export function formsOf(scene: Scene): readonly Remedy[] {
  const create = createClause(scene.surface);
  if (create) {
    const form = create.guard === undefined ? createForm(scene, create) : undefined;
    return form ? [form] : [];
  }
  const clause = alterClause(scene.surface);
  if (!clause) return [];
  const commands = alterCommands(clause);
  return twice(scene).flatMap((cause) => {
    const command = commands[cause.effect.part ?? 0];
    const remedy = command && commandRemedy(scene, clause, command, cause);
    return remedy && remedy.conditions.length === 0 ? [remedy] : [];
  });
}
