import { alterClause } from "../../effects/clauses/alter-clause.ts";
import { type AlterCommand, alterCommands } from "../../effects/clauses/alter-commands.ts";
import { createClause } from "../../effects/clauses/create-clause.ts";
import { wordAt, written } from "../../effects/clauses/written.ts";
import type { Proposal, Scene } from "../rule.ts";
import { alterFixes, type CommandRemedies } from "./alter.ts";
import { commandRemedy } from "./alter-command.ts";
import { caughtFix } from "./caught.ts";
import { type Cause, causesEver } from "./causes.ts";
import { changedSince } from "./changed-since.ts";
import { combined, inBlock } from "./combine.ts";
import { constraintAgain } from "./constraint-again.ts";
import { createRemedy } from "./create.ts";
import { doFixes } from "./do-fixes.ts";
import { dropRemedy } from "./drop.ts";
import { dropFirst, isTemporaryTable } from "./drop-first.ts";
import { isMissing } from "./failure-kinds.ts";
import { conflictRemedies } from "./insert-conflict.ts";
import { namedConstraints } from "./name-constraints.ts";
import { onlyWhileThere } from "./presence.ts";
import { publicationMembers } from "./publication.ts";
import type { Remedy } from "./remedy.ts";
import { renameRemedy } from "./rename.ts";

/** What could mend a statement that fails in the second run, best first. None of it has been tried. */
export function rerunFixes(scene: Scene): readonly Proposal[] {
  const known = made.get(scene);
  if (known) return known;
  const proposals = makeFixes(scene);
  made.set(scene, proposals);
  return proposals;
}

const made = new WeakMap<Scene, readonly Proposal[]>();

function makeFixes(scene: Scene): readonly Proposal[] {
  const found = causesEver(scene);
  const inBody = found.find(({ effect, when }) => effect.kind === "do" && when === "again");
  if (inBody) return doFixes(scene, inBody.failure);
  const members = publicationMembers(scene);
  if (members && !found.some(({ failure }) => isMissing(failure) && failure.sqlstate !== "42704"))
    return [
      { title: "ask for each table first (DO block)", grade: "safe", ...inBlock(scene, members) },
    ];
  const best = own(scene, found);
  const create = createClause(scene.surface);
  const dropped = dropFirst(scene);
  return [
    ...(create && isTemporaryTable(create) ? [...dropped, ...best] : [...best, ...dropped]),
    ...constraintAgain(scene, found),
    ...wholeWhileThere(scene, found),
    ...(best.length === 0 ? [...lastResorts(scene, found), ...caughtFix(scene, found)] : []),
  ];
}

function own(scene: Scene, found: readonly Cause[]): readonly Proposal[] {
  const clause = alterClause(scene.surface);
  if (clause && wordAt(clause.on, clause.rest) !== "rename") {
    const remedies = commandRemedies(scene, found, alterCommands(clause));
    return remedies ? alterFixes(scene, remedies) : [];
  }
  const remedies = found.map((cause) => remediesOf(scene, cause));
  if (remedies.some((some, index) => some.length === 0 && found[index]?.when === "again"))
    return [];
  // Alternatives of one cause, each with the best remedy of the others.
  const most = Math.max(0, ...remedies.map((some) => some.length));
  return Array.from({ length: most }, (_, rank) =>
    combined(
      scene,
      remedies.flatMap((some) => some[Math.min(rank, some.length - 1)] ?? []),
    ),
  ).flatMap((proposal) => proposal ?? []);
}

function remediesOf(scene: Scene, cause: Cause): readonly Remedy[] {
  const { failure } = cause;
  if (failure.sqlstate === "23505" && cause.effect.kind === "insert")
    return conflictRemedies(scene, failure);
  const some = (remedy: Remedy | undefined) => (remedy ? [remedy] : []);
  const first = wordAt(written(scene.surface), 0);
  if (first === "create") return some(createRemedy(scene, cause));
  if (first === "drop") return some(dropRemedy(scene, cause));
  const renaming = first === "alter" ? renameRemedy(scene, cause) : undefined;
  return some(renaming ?? onlyWhileThere(scene, failure));
}

/** By the commands that the causes are about; undefined when one of them has no remedy. */
function commandRemedies(
  scene: Scene,
  found: readonly Cause[],
  commands: readonly AlterCommand[],
): CommandRemedies | undefined {
  const clause = alterClause(scene.surface);
  if (!clause) return undefined;
  const remedies = new Map<number, Remedy[]>();
  const add = (part: number, remedy: Remedy) =>
    remedies.set(part, [...(remedies.get(part) ?? []), remedy]);
  for (const cause of found) {
    const part = cause.effect.part ?? 0;
    const command = commands[part];
    const remedy = command && commandRemedy(scene, clause, command, cause);
    if (remedy) add(part, remedy);
    else if (cause.when === "again") return undefined;
  }
  for (const [part, remedy] of namedConstraints(scene, clause, commands)) add(part, remedy);
  return remedies;
}

/**
 * Of several commands, some would find things that the file has made since under the old names: what is missing tells
 * that all of them were run.
 */
function wholeWhileThere(scene: Scene, found: readonly Cause[]): readonly Proposal[] {
  const clause = alterClause(scene.surface);
  if (!clause || alterCommands(clause).length < 2) return [];
  if (!found.every(({ effect, failure }) => effect.verb === "drop" && isMissing(failure)))
    return [];
  return found.slice(0, 1).flatMap(({ failure }) => {
    const remedy = onlyWhileThere(scene, failure);
    return (remedy && combined(scene, [remedy])) ?? [];
  });
}

/** By other things that the file changed: where nothing that the statement makes or needs tells. */
function lastResorts(scene: Scene, found: readonly Cause[]): readonly Proposal[] {
  const own = found.flatMap((cause) =>
    cause.when === "twice" ? remediesOf(scene, cause).slice(0, 1) : [],
  );
  const clause = alterClause(scene.surface);
  const others = clause || createClause(scene.surface) === undefined ? [] : own;
  return changedSince(scene).flatMap((remedy) => combined(scene, [remedy, ...others]) ?? []);
}
