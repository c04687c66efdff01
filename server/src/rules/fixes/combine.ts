import { applyEdits, replace } from "../../text/edits.ts";
import type { Edit } from "../../text/span.ts";
import type { Grade } from "../finding.ts";
import type { Proposal, Scene } from "../rule.ts";
import type { Condition } from "./condition.ts";
import { doBlock, type Guarded } from "./do-block.ts";
import type { Remedy } from "./remedy.ts";
import { runsInBlock } from "./runs-in-block.ts";

/** All remedies of one statement as one fix; undefined where it would need a DO block and cannot be in one. */
export function combined(scene: Scene, remedies: readonly Remedy[]): Proposal | undefined {
  const edits = uniqueEdits(remedies);
  const conditions = remedies.flatMap((remedy) => remedy.conditions);
  if (edits.length === 0 && conditions.length === 0) return undefined;
  const base = { title: titleOf(remedies), grade: gradeOf(remedies) };
  if (conditions.length === 0) return { ...base, edits };
  if (!runsInBlock(scene.surface)) return undefined;
  const statement = applyEdits(scene.surface.text, edits);
  return { ...base, ...inBlock(scene, [{ conditions: ordered(conditions), statement }]) };
}

/** The whole statement replaced by a DO block. */
export const inBlock = (
  scene: Scene,
  guarded: readonly Guarded[],
): { readonly edits: readonly Edit[]; readonly block: true } => ({
  edits: [replace({ start: 0, end: scene.surface.text.length }, doBlock(scene.surface, guarded))],
  block: true,
});

/** What must be there is asked before what must not: the first question keeps the later ones from failing. */
export const ordered = (conditions: readonly Condition[]): readonly Condition[] =>
  [...conditions].sort((a, b) => rank(a) - rank(b));

const rank = (condition: Condition): number =>
  condition.kind === "test"
    ? condition.text.toUpperCase().endsWith("IS NOT NULL")
      ? 0
      : 2
    : condition.wanted === "there"
      ? 1
      : 3;

export const uniqueEdits = (remedies: readonly Remedy[]): readonly Edit[] => [
  ...new Map(
    remedies
      .flatMap((remedy) => remedy.edits)
      .map((edit) => [`${edit.span.start} ${edit.span.end} ${edit.text}`, edit]),
  ).values(),
];

export const titleOf = (remedies: readonly Remedy[]): string => {
  const titles = [...new Set(remedies.map((remedy) => remedy.title))];
  const blocks = titles.filter((title) => title.endsWith(blockMark));
  if (titles.length <= 1 || blocks.length === 0) return titles.join(", ");
  const words = titles.map((title) => title.replace(blockMark, ""));
  return words.join(", ") + blockMark;
};

const blockMark = " (DO block)";

const grades: readonly Grade[] = ["safe", "review", "sketch"];

export const gradeOf = (remedies: readonly Remedy[]): Grade =>
  grades[Math.max(0, ...remedies.map((remedy) => grades.indexOf(remedy.grade)))] ?? "sketch";
