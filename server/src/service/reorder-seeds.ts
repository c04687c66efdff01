import { textAt } from "../history/around.ts";
import type { OpenedHistory } from "../history/open.ts";
import type { Finding, Fix } from "../rules/finding.ts";
import { applyEdits } from "../text/edits.ts";
import type { Engines } from "./context.ts";
import { firstRunFailures } from "./first-run-failures.ts";

/** A step of the workflow that needs what a revision makes is run after an upgrade to it. Tried with the whole tree. */
export function reorderedSeeds(
  machine: Engines,
  history: OpenedHistory,
  finding: Finding,
): readonly Fix[] {
  const { gate, revisions, reopen } = history;
  if (finding.rule !== "first-run/created-later" || !gate || !reopen) return [];
  if (finding.path !== gate.path) return [];
  const made = finding.related.flatMap(
    ({ path }) => revisions?.revisions.find((one) => one.path === path) ?? [],
  )[0];
  const edits = made && gate.moved(finding.span, made.id.name);
  const text = textAt(history, gate.path);
  if (!edits || !made || text === undefined) return [];
  const after = reopen([{ path: gate.path, text: applyEdits(text, edits) }]);
  if (firstRunFailures(machine, after) >= firstRunFailures(machine, history)) return [];
  return [{ title: `Upgrade to ${made.id.name} before it`, grade: "review", edits }];
}
