import { alterClause } from "../../effects/clauses/alter-clause.ts";
import { alterCommands } from "../../effects/clauses/alter-commands.ts";
import type { Proposal, Scene } from "../rule.ts";
import { alterFixes } from "./alter.ts";
import { commandRemedy } from "./alter-command.ts";
import { twice } from "./causes.ts";
import { changedSince } from "./changed-since.ts";
import { combined } from "./combine.ts";
import { formsOf } from "./forms.ts";
import type { Remedy } from "./remedy.ts";
import { unlessRenamed } from "./successor.ts";

/** What could mend a statement that succeeds in the second run and changes something. */
export function changeFixes(scene: Scene): readonly Proposal[] {
  const forms = formsOf(scene);
  const renamed = scene.changes.flatMap((change) => unlessRenamed(scene, change) ?? []);
  const all = [...forms, ...renamed];
  return [
    ...(forms.length > 0 ? present(combined(scene, forms)) : []),
    ...(renamed.length > 0 ? byCommand(scene) : []),
    ...(renamed.length > 0 ? present(combined(scene, all)) : []),
    ...changedSince(scene).flatMap((remedy) => combined(scene, [...forms, remedy]) ?? []),
  ];
}

const present = (proposal: Proposal | undefined): readonly Proposal[] =>
  proposal ? [proposal] : [];

/** Only the commands whose things come back are taken out of an ALTER statement. */
function byCommand(scene: Scene): readonly Proposal[] {
  const clause = alterClause(scene.surface);
  const commands = clause ? alterCommands(clause) : [];
  if (!clause || commands.length < 2) return [];
  const remedies = new Map<number, Remedy[]>();
  const forms = new Map<number, readonly Remedy[]>();
  for (const cause of twice(scene)) {
    const part = cause.effect.part ?? 0;
    const command = commands[part];
    const remedy = command && commandRemedy(scene, clause, command, cause);
    if (remedy) forms.set(part, [...(forms.get(part) ?? []), remedy]);
  }
  for (const change of scene.changes) {
    const part = commands.findIndex((command) => command.name?.parts.includes(change.key));
    const remedy = unlessRenamed(scene, change);
    if (part >= 0 && remedy) remedies.set(part, [...(remedies.get(part) ?? []), remedy]);
  }
  if (remedies.size === 0) return [];
  const all = new Map<number, readonly Remedy[]>(forms);
  for (const [part, some] of remedies) all.set(part, [...(forms.get(part) ?? []), ...some]);
  return alterFixes(scene, all);
}
