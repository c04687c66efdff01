import { type AlterClause, alterClause } from "../../effects/clauses/alter-clause.ts";
import { type AlterCommand, alterCommands } from "../../effects/clauses/alter-commands.ts";
import { replace } from "../../text/edits.ts";
import type { Proposal, Scene } from "../rule.ts";
import { combined, gradeOf, inBlock, ordered, titleOf, uniqueEdits } from "./combine.ts";
import { doBlock, type Guarded } from "./do-block.ts";
import type { Remedy } from "./remedy.ts";
import { runsInBlock } from "./runs-in-block.ts";
import { type SplitCommands, splitCommands } from "./split-commands.ts";

/** Remedies by the position of their command. */
export type CommandRemedies = ReadonlyMap<number, readonly Remedy[]>;

/**
 * One fix for all commands of an ALTER statement: words are put in where words do; only commands that need a question
 * asked are taken out, into one DO block behind the rest.
 */
export function alterFixes(scene: Scene, remedies: CommandRemedies): readonly Proposal[] {
  const clause = alterClause(scene.surface);
  if (!clause) return [];
  const commands = alterCommands(clause);
  const all = [...remedies.values()].flat();
  const asked = commands.filter((_, part) => isAsked(remedies, part));
  if (commands.length === 1 || asked.length === 0) return present(combined(scene, all));
  if (!runsInBlock(scene.surface)) return [];
  return [
    ...present(taken(scene, clause, commands, remedies)),
    // Where the order of the commands matters, the statement stays in one piece.
    ...present(combined(scene, all)),
  ];
}

const isAsked = (remedies: CommandRemedies, part: number): boolean =>
  (remedies.get(part) ?? []).some((remedy) => remedy.conditions.length > 0);

const present = (proposal: Proposal | undefined): readonly Proposal[] =>
  proposal ? [proposal] : [];

function taken(
  scene: Scene,
  clause: AlterClause,
  commands: readonly AlterCommand[],
  remedies: CommandRemedies,
): Proposal | undefined {
  const all = [...remedies.values()].flat();
  const split = splitCommands(clause, commands, uniqueEdits(all));
  const out = commands.flatMap((_, part) => (isAsked(remedies, part) ? [part] : []));
  const kept = commands.flatMap((_, part) => (isAsked(remedies, part) ? [] : [part]));
  const guarded = out.map((part) => guardedCommand(split, part, remedies.get(part) ?? []));
  const base = { title: titleOf(all), grade: gradeOf(all) };
  if (kept.length === 0) return { ...base, ...inBlock(scene, guarded) };
  const { surface } = scene;
  const rest = keptStatement(split, kept);
  const block = doBlock(surface, guarded);
  const next = surface.lineEnding + surface.indent;
  const early = out.every((part) =>
    kept.every((other) => pass(commands[part]) < pass(commands[other])),
  );
  const remark = rest.remark === undefined ? "" : ` ${rest.remark}`;
  const text = early ? `${block};${next}${rest.text}` : `${rest.text};${remark}${next}${block}`;
  return { ...base, edits: [replace({ start: 0, end: surface.text.length }, text)], block: true };
}

function guardedCommand(split: SplitCommands, part: number, remedies: readonly Remedy[]): Guarded {
  const command = split.commands[part];
  const comments = [...(command?.comments ?? []), ...(command?.remark ? [command.remark] : [])];
  return {
    conditions: ordered(remedies.flatMap((remedy) => remedy.conditions)),
    statement: split.head + split.gap + (command?.text ?? ""),
    comments,
  };
}

function keptStatement(split: SplitCommands, kept: readonly number[]) {
  let text = split.head;
  let remark: string | undefined;
  for (const [index, part] of kept.entries()) {
    const command = split.commands[part];
    if (!command) continue;
    if (index > 0) text += remark === undefined ? "," : `, ${remark}`;
    const gap = index === 0 ? split.gap : command.gap;
    const lines = command.comments.map((comment) => gap + comment);
    text += lines.join("") + (lines.length > 0 && !gap.includes("\n") ? "\n" : gap) + command.text;
    remark = command.remark;
  }
  return { text, remark };
}

/** The order in which PostgreSQL carries commands out, roughly: what is taken out of one statement must not overtake. */
function pass(command: AlterCommand | undefined): number {
  switch (command?.kind) {
    case "drop column":
    case "drop constraint":
      return 0;
    case "alter column":
      return 1;
    case "add column":
      return 2;
    case "add constraint":
      return 3;
    default:
      return 4;
  }
}
