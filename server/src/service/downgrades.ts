import type { Difference } from "../catalog/difference.ts";
import { certainBefore } from "../history/before.ts";
import { type DownRun, downRun } from "../history/down-run.ts";
import type { OpenedFile, OpenedHistory } from "../history/open.ts";
import { type FileRun, firstRun } from "../history/run-file.ts";
import type { Downgrade, DowngradeRun } from "../rules/folder-rule.ts";
import { toHost } from "../sources/map.ts";
import type { Source } from "../sources/source.ts";
import { type Engines, rootOf } from "./context.ts";
import { reverseOf } from "./reverse-revision.ts";

/** How the revisions of a tree are undone; nothing of what does more than can be seen. */
export const downgradesOf = (machine: Engines, history: OpenedHistory): readonly Downgrade[] =>
  history.revisions === undefined
    ? []
    : history.files.flatMap((file, height) => {
        const { source } = file;
        return source?.reverse && !source.opaque
          ? [downgrade(machine, history, file, source, height)]
          : [];
      });

function downgrade(
  machine: Engines,
  history: OpenedHistory,
  file: OpenedFile,
  source: Source,
  height: number,
): Downgrade {
  const { reverse } = source;
  const { path } = file;
  return {
    path,
    at: reverse?.at ?? source.up,
    kind: reverse?.kind ?? "missing",
    run: () => runOf(machine, history, file, height),
    placeOf: (span) => toHost(source, span).span,
    fixes() {
      const lines = reverseOf(machine.parser, history, height);
      return lines && reverse
        ? [
            {
              title: "Write the reverse of the upgrade",
              grade: "review",
              files: [{ path, edits: [reverse.write(lines)] }],
            },
          ]
        : [];
    },
    lighter() {
      return source.sends.flatMap(({ span, host, call }) => {
        const isDown =
          source.down && source.down.start <= span.start && span.end <= source.down.end;
        const edit =
          isDown && source.hosts[host]?.path === path ? reverse?.without(call) : undefined;
        return edit
          ? [
              {
                title: "Take this call out of the downgrade: the upgrade needs what it removes",
                grade: "review" as const,
                files: [{ path, edits: [edit] }],
              },
            ]
          : [];
      });
    },
  };
}

function runOf(
  machine: Engines,
  history: OpenedHistory,
  file: OpenedFile,
  height: number,
): DowngradeRun | undefined {
  const before = certainBefore(machine, rootOf(machine, history), history, height);
  const first = firstRun(machine, before, file, height);
  if (first.statements.some(({ outcome }) => outcome.kind === "fails")) return undefined;
  const nothing = { path: file.path, text: "", span: { start: 0, end: 0 } };
  const down = downRun(machine, first, { ...file, down: file.down ?? nothing }, height);
  if (!down) return undefined;
  const failed = down.left && failureAgain(machine, first, down, file, height);
  // PostgreSQL has no statement that takes a value from an enum: one that the upgrade finds again harms nobody.
  const left = failed ? down.left : down.left?.filter((one) => !isForGood(one));
  return { ...down, left, again: left?.length === 0 ? failed : undefined };
}

const isForGood = ({ class: of, change }: Difference): boolean =>
  of === "enum value" && change === "added";

/** What the upgrade meets that is run again after its downgrade. */
function failureAgain(
  machine: Engines,
  first: FileRun,
  { statements }: DownRun,
  file: OpenedFile,
  height: number,
): DowngradeRun["again"] {
  const after = statements.at(-1)?.after ?? first.after;
  const again = firstRun(machine, after, file, height);
  for (const { outcome } of again.statements) if (outcome.kind === "fails") return outcome;
  return undefined;
}
