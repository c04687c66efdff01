import { edited } from "../history/source-file.ts";
import type { Finding, Fix } from "../rules/finding.ts";
import { guardedByResult, onlyWhileNeeded, takenOut } from "../rules/fixes/taken-away-later.ts";
import type { Proposal } from "../rules/rule.ts";
import { type Edit, shift } from "../text/span.ts";
import { type Boots, boots, objectionToBoots } from "./boots.ts";
import { type CheckOptions, checkFile } from "./check-file.ts";
import { type Bench, benches, type Engines } from "./context.ts";
import { sameFinding } from "./same-finding.ts";
import { type Placed, scenes } from "./scenes.ts";
import { fixOf } from "./try-fix.ts";
import { writtenFinding, writtenFix } from "./written.ts";

/** For what only the next boot trips over, a later file having taken it away. Tried with the whole history, run twice. */
export function bootFixes(
  machine: Engines,
  history: Bench["history"],
  finding: Finding,
  options: CheckOptions,
): readonly Fix[] {
  if (finding.run !== "replay") return [];
  for (const on of benches(machine, history, finding.path)) {
    const judged = checkFile(on, options).find((one) =>
      sameFinding(writtenFinding(history, on.file, one.finding), finding),
    );
    if (!judged || judged.proposals.length > 0) continue;
    const all = [...scenes(on)];
    const placed = all.find((one) => one.index === judged.statement);
    const before = placed && boots(on, on.file);
    if (!placed || !before) continue;
    return candidates(on, placed, all, before)
      .filter((fix) => holds(on, fix, before))
      .flatMap((fix) => writtenFix(on.file, finding.path, fix) ?? [])
      .slice(0, most);
  }
  return [];
}

/** Ways that are shown. */
const most = 2;

function* offers(on: Bench, placed: Placed, before: Boots): Iterable<Proposal> {
  yield* takenOut(placed.scene);
  yield* onlyWhileNeeded(placed.scene);
  yield* guardedByResult(placed.scene, before.results(on.height + 1));
}

function candidates(
  on: Bench,
  placed: Placed,
  all: readonly Placed[],
  before: Boots,
): readonly Fix[] {
  const own = [...offers(on, placed, before)].flatMap((one) => fixOf(on, placed.index, one) ?? []);
  const together = allTakenOut(on, all);
  const [first, ...rest] = own.map((fix) => withLine(on, placed, fix));
  return [...(first ? [first] : []), ...(together ? [together] : []), ...rest];
}

/** A table and its indexes go together. */
function allTakenOut(on: Bench, all: readonly Placed[]): Fix | undefined {
  const made = all.filter(
    ({ scene: { replayed } }) =>
      (replayed?.recreated.length ?? 0) > 0 || replayed?.outcome.kind === "fails",
  );
  if (made.length < 2) return undefined;
  const edits = made.flatMap((placed) => {
    const [first] = takenOut(placed.scene);
    const { start } = placed.statement.span;
    return first
      ? withLine(on, placed, {
          ...first,
          edits: first.edits.map((edit) => ({ ...edit, span: shift(edit.span, start) })),
        }).edits
      : [];
  });
  return {
    title: `take these ${made.length} statements out: a fresh database ends without what they make`,
    grade: "review",
    edits,
  };
}

/** A statement that goes takes its semicolon and its line along. */
function withLine({ file: { text } }: Bench, { statement }: Placed, fix: Fix): Fix {
  const edits = fix.edits.map((edit): Edit => {
    const { start, end } = edit.span;
    if (edit.text !== "" || start !== statement.span.start || end !== statement.span.end)
      return edit;
    const line = text.lastIndexOf("\n", start - 1) + 1;
    const alone = text.slice(line, start).trim() === "";
    const close = statement.terminator?.end ?? end;
    const rest = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(close))?.[0];
    return alone && rest !== undefined
      ? { span: { start: line, end: close + rest.length }, text: "" }
      : { span: { start, end: close }, text: "" };
  });
  return { ...fix, edits };
}

function holds(on: Bench, fix: Fix, before: Boots): boolean {
  const file = edited(on.history, on.file, fix.edits);
  if ("refused" in file) return false;
  const after = boots(on, file);
  return after !== undefined && objectionToBoots(before, after) === undefined;
}
