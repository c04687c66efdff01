import { changedSince, filesAt } from "../disk/git.ts";
import { textAt } from "../history/around.ts";
import type { OpenedHistory } from "../history/open.ts";
import { filesOf, isAskedWhole, writtenText } from "../history/source-file.ts";
import type { Finding, Severity } from "../rules/finding.ts";
import type { Service } from "../service.ts";
import { checkJunit } from "./format/check-junit.ts";
import { github } from "./format/github.ts";
import { gitlab } from "./format/gitlab.ts";
import { json } from "./format/json.ts";
import { sarif } from "./format/sarif.ts";
import { text } from "./format/text.ts";
import type { CheckFormat } from "./formats.ts";
import type { Input } from "./input.ts";
import { atLeast, type Report, type Reported } from "./report.ts";
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
  const { since } = args;
  const changed =
    since === undefined ? undefined : changedPaths(terminal.cwd, since, input.histories);
  const histories = input.histories.map((one) =>
    since === undefined ? one : besideReleased(terminal.cwd, since, one),
  );
  const reported: Reported[] = [];
  const texts = new Map<string, string>();
  const tried = args.fixes && showsFixes[args.format];
  let files = 0;
  let statements = 0;
  const total = histories.reduce((sum, one) => sum + filesOf(one).length, 0);
  for (const history of histories) {
    const settings = input.settingsOf(history);
    const best = (finding: Finding) =>
      tried ? service.fixes(history, finding, settings).slice(0, 1) : [];
    for (const { file, path } of filesOf(history)) {
      if (!input.wanted.has(path) || changed?.has(path) === false) continue;
      terminal.progress(`checking ${files + 1}/${total} ${path}`);
      const checked = service.check(history, path, settings);
      files += 1;
      statements += checked.statements;
      if (checked.findings.length > 0) texts.set(path, writtenText(file, path));
      const fixes = tried ? service.offers(history, path, settings) : () => [];
      for (const finding of checked.findings) reported.push({ finding, fixes: fixes(finding) });
    }
    // A single file that somebody names is not asked about the rest of the history.
    if (isAskedWhole(history, input.wanted))
      for (const { path, findings } of service.around(history, settings)) {
        if (changed?.has(path) === false) continue;
        texts.set(path, textAt(history, path) ?? "");
        for (const finding of findings) reported.push({ finding, fixes: best(finding) });
      }
    for (const { path, text: written } of besides(history)) {
      if (!input.wanted.has(path)) continue;
      const { findings } = service.check(history, path, settings);
      if (findings.length > 0) texts.set(path, written);
      for (const finding of findings) reported.push({ finding, fixes: best(finding) });
    }
  }
  terminal.progress(undefined);
  const report: Report = { files, statements, reported, texts };
  terminal.write(print(report, args.format, terminal.colour));
  if (input.problems.length > 0) return 2;
  return reported.some((one) => atLeast(one.finding.severity, args.failOn)) ? 1 : 0;
}

/** Reverses in files of their own, and what looks like a migration and is not run. */
const besides = ({ files, ignored, listed, folder }: OpenedHistory) => [
  ...files.flatMap(({ path, down }) => (down && down.path !== path ? [down] : [])),
  ...ignored.map(({ path }) => {
    const name = folder === "" ? path : path.slice(folder.length + 1);
    return { path, text: listed.files.find((file) => file.name === name)?.text ?? "" };
  }),
];

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
