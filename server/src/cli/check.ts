import { changedSince, filesAt } from "../disk/git.ts";
import type { OpenedHistory } from "../history/open.ts";
import { filesOf } from "../history/source-file.ts";
import type { Severity } from "../rules/finding.ts";
import type { Service } from "../service.ts";
import { checkHistory } from "./check-history.ts";
import { checkJunit } from "./format/check-junit.ts";
import { github } from "./format/github.ts";
import { gitlab } from "./format/gitlab.ts";
import { json } from "./format/json.ts";
import { sarif } from "./format/sarif.ts";
import { text } from "./format/text.ts";
import type { CheckFormat } from "./formats.ts";
import type { Input } from "./input.ts";
import { atLeast, type Report } from "./report.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** Trying a fix runs its file again: for those who do not look at fixes that is half of the time. */
const showsFixes: Readonly<Record<CheckFormat, boolean>> = {
  text: true,
  json: true,
  github: true,
  gitlab: false,
  junit: false,
  sarif: false,
};

export interface CheckArguments {
  readonly format: CheckFormat;
  /** Whether fixes are to be tried. */
  readonly fixes: boolean;
  /** Only what changed since this commit. */
  readonly since?: string;
  readonly failOn: Severity | "never";
}

/** Exit code: 0 when nothing is at or above `failOn`, else 1; 2 when the configuration is wrong. Throws UsageError. */
export function check(
  service: Service,
  terminal: Terminal,
  input: Input,
  args: CheckArguments,
): number {
  for (const one of input.skipped) terminal.error(`skipped ${one.path}: ${one.reason}`);
  for (const problem of input.problems) terminal.error(problem);
  const { histories, changed } = sinceOf(terminal.cwd, input.histories, args.since);
  const total = histories.reduce((sum, one) => sum + filesOf(one).length, 0);
  let started = 0;
  const checked = histories.map((history) =>
    checkHistory(service, history, {
      settings: input.settingsOf(history),
      wanted: input.wanted,
      changed,
      fixes: args.fixes && showsFixes[args.format] ? "tried" : "left out",
      progress: (path) => terminal.progress(`checking ${++started}/${total} ${path}`),
    }),
  );
  terminal.progress(undefined);
  const report = together(checked);
  terminal.write(print(report, args.format, terminal.colour));
  if (input.problems.length > 0) return 2;
  return report.reported.some((one) => atLeast(one.finding.severity, args.failOn)) ? 1 : 0;
}

const together = (reports: readonly Report[]): Report => ({
  files: reports.reduce((sum, one) => sum + one.files, 0),
  statements: reports.reduce((sum, one) => sum + one.statements, 0),
  reported: reports.flatMap((one) => one.reported),
  texts: new Map(reports.flatMap((one) => [...one.texts])),
});

/** The histories beside what they were at that commit, and the files that were changed since; undefined: all count. */
function sinceOf(
  cwd: string,
  histories: readonly OpenedHistory[],
  since: string | undefined,
): {
  readonly histories: readonly OpenedHistory[];
  readonly changed: ReadonlySet<string> | undefined;
} {
  if (since === undefined) return { histories, changed: undefined };
  const changed = changedPaths(cwd, since, histories);
  return { histories: histories.map((one) => besideReleased(cwd, since, one)), changed };
}

function changedPaths(
  cwd: string,
  since: string,
  histories: readonly OpenedHistory[],
): ReadonlySet<string> {
  const changed = changedSince(
    cwd,
    since,
    histories.map((one) => one.folder),
  );
  if ("problem" in changed) throw new UsageError(`--since ${since}: ${changed.problem}`);
  return changed.paths;
}

/** Where git lists nothing there, nothing was released. */
function besideReleased(cwd: string, since: string, history: OpenedHistory): OpenedHistory {
  const found = filesAt(cwd, since, history.folder);
  return "problem" in found
    ? history
    : { ...history, released: { called: since, files: found.files } };
}

function print(report: Report, format: CheckFormat, colour: boolean): string {
  const findings = report.reported.map(({ finding }) => finding);
  switch (format) {
    case "json":
      return `${json(report)}\n`;
    case "github":
      return github(report);
    case "gitlab":
      return gitlab(report);
    case "junit":
      return checkJunit(report);
    case "sarif":
      return `${sarif(findings, report.texts)}\n`;
    default:
      return text(report, colour);
  }
}
