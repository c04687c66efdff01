import { textAt } from "../history/around.ts";
import { groupBy } from "../history/group-by.ts";
import type { ChangedFile, OpenedFile, OpenedHistory } from "../history/open.ts";
import { reopened } from "../history/reopen.ts";
import { writtenPaths } from "../history/source-file.ts";
import type { FileEdits, Finding, Fix } from "../rules/finding.ts";
import { folderRules } from "../rules/folder-registry.ts";
import type {
  FolderProposal,
  FolderReport,
  FolderRule,
  FolderView,
  ViewedFile,
} from "../rules/folder-rule.ts";
import { editsToHost } from "../sources/map.ts";
import { applyEdits } from "../text/edits.ts";
import { atPath } from "./at-path.ts";
import type { CheckOptions } from "./check-file.ts";
import type { Engines } from "./context.ts";
import { firstRunFailures } from "./first-run-failures.ts";
import { viewOf } from "./folder-view.ts";
import { despiteFailure } from "./our-failure.ts";
import { sameFinding } from "./same-finding.ts";
import { writtenPlace } from "./written.ts";

/** What there is to say of one file as part of the set: a migration, a reverse, or a file that is not run. */
export const checkFolder = (
  machine: Engines,
  history: OpenedHistory,
  path: string,
  options: CheckOptions,
): readonly Finding[] =>
  toldOf(machine, history, path)
    .map(({ finding }) => finding)
    .filter((one) => !options.disabledRules.includes(one.rule));

/** Files that are spoken of and that are no migrations, nor look like some. */
export function pathsAround(machine: Engines, history: OpenedHistory): readonly string[] {
  const { files, ignored } = history;
  const gate = history.gate?.path;
  const own = new Set([...files.flatMap(writtenPaths), ...ignored.map((one) => one.path)]);
  const told = ofNames(machine, viewOf(machine, history), history);
  return [...new Set([...(gate === undefined ? [] : [gate]), ...told.keys()])].filter(
    (path) => path === gate || !own.has(path),
  );
}

/** The tried fixes of such a finding, best first. */
export function folderFixes(
  machine: Engines,
  history: OpenedHistory,
  finding: Finding,
): readonly Fix[] {
  const before = toldOf(machine, history, finding.path);
  const found = before.find((one) => sameFinding(one.finding, finding));
  return (found?.report.fixes ?? [])
    .filter((one) => holds(machine, history, finding, one))
    .map((one) => fixOf(one, finding));
}

interface Told {
  readonly finding: Finding;
  readonly report: FolderReport;
}

function toldOf(machine: Engines, history: OpenedHistory, path: string): readonly Told[] {
  const view = viewOf(machine, history);
  const own = {
    ...view,
    files: atPath(view.files, path, reversedAt),
    downgrades: atPath(view.downgrades, path, (one) => one.path),
  };
  return [
    ...(ofNames(machine, view, history).get(path) ?? []),
    ...(own.files.length + own.downgrades.length > 0
      ? downRules.flatMap((rule) => told(machine, rule, own, history))
      : []),
    ...ofPrograms(machine, view, history, path),
  ].filter(({ finding }) => finding.path === path);
}

/** What there is to say of a program's reverse, where the program has it. */
const ofPrograms = (
  machine: Engines,
  view: FolderView,
  history: OpenedHistory,
  path: string,
): readonly Told[] =>
  atPath(view.programs, path, reversedAt).flatMap((program) => {
    const file = history.files.find((one) => one.path === program.path);
    const own = { ...view, files: [program], downgrades: [] };
    return file?.source
      ? downRules
          .flatMap((rule) => told(machine, rule, own, history))
          .map((one) => written(one, file))
      : [];
  });

const reversedAt = (file: ViewedFile): string | undefined => file.downPath;

function written({ finding, report }: Told, file: OpenedFile): Told {
  const place = writtenPlace(file, finding.span);
  const there = { ...place, statement: null };
  return {
    finding: { ...finding, ...there },
    report: {
      ...report,
      ...place,
      get fixes() {
        return (report.fixes ?? []).flatMap((one) => writtenProposal(one, file));
      },
    },
  };
}

function writtenProposal(proposal: FolderProposal, { source }: OpenedFile): FolderProposal[] {
  const edits =
    source &&
    editsToHost(
      source,
      proposal.files.flatMap((one) => one.edits),
    );
  if (!source || !edits || "refused" in edits) return [];
  return [
    {
      ...proposal,
      files: source.hosts.flatMap(({ path }, host) => {
        const own = edits.filter((one) => one.host === host).map((one) => one.edit);
        return own.length > 0 ? [{ path, edits: own }] : [];
      }),
    },
  ];
}

const downRules = folderRules.filter((rule) => rule.run === "down");
const nameRules = folderRules.filter((rule) => rule.run === undefined);

const known = new WeakMap<OpenedHistory, ReadonlyMap<string, readonly Told[]>>();

/** What names and texts say, by file: asked once for all files of a history. */
function ofNames(
  machine: Engines,
  view: FolderView,
  history: OpenedHistory,
): ReadonlyMap<string, readonly Told[]> {
  const found = known.get(history);
  if (found) return found;
  const all = nameRules.flatMap((rule) => told(machine, rule, view, history));
  const made = groupBy(all, ({ finding }) => finding.path);
  known.set(history, made);
  return made;
}

function told(
  machine: Engines,
  rule: FolderRule,
  view: FolderView,
  history: OpenedHistory,
): readonly Told[] {
  const declared = history.severities[rule.id];
  if (declared === "off") return [];
  const reports = despiteFailure(machine, rule.id, [], () => [...rule.check(view)]);
  return reports.map((report) => ({
    report,
    finding: {
      rule: rule.id,
      severity: declared ?? report.severity ?? rule.severity,
      message: report.message,
      detail: report.detail ?? "",
      run: rule.run ?? null,
      sqlstate: report.failure?.sqlstate ?? null,
      path: report.path,
      span: report.span,
      statement: report.statement ?? null,
      related: report.related ?? [],
    },
  }));
}

/**
 * Tried: the finding is gone, and nothing else is said of the set of files, nor of the file, in its place; of an error
 * something less may be left. A fresh database refuses no statement that it took before.
 */
function holds(
  machine: Engines,
  history: OpenedHistory,
  finding: Finding,
  proposal: FolderProposal,
): boolean {
  const after = reopened(
    history,
    proposal.files.map((one) => changed(history, one)),
  );
  const downs = (one: OpenedHistory): readonly Told[] =>
    touched(one, proposal).flatMap((path) =>
      toldOf(machine, one, path).filter((each) => each.finding.run === "down"),
    );
  const all = (one: OpenedHistory): readonly Told[] => [
    ...[...ofNames(machine, viewOf(machine, one), one).values()].flat(),
    ...downs(one),
  ];
  const [left, before] = [all(after), all(history)];
  const fewer = errorsIn(before) - errorsIn(left);
  return (
    fewer >= 0 &&
    left.length <= before.length &&
    left.length < before.length + fewer &&
    !left.some(
      (one) => one.finding.rule === finding.rule && one.finding.message === finding.message,
    ) &&
    firstRunFailures(machine, after) <= firstRunFailures(machine, history)
  );
}

const errorsIn = (told: readonly Told[]): number =>
  told.filter(({ finding }) => finding.severity === "error").length;

function changed(history: OpenedHistory, { path, edits, renamed, before }: FileEdits): ChangedFile {
  const text = applyEdits(before ?? textAt(history, path) ?? "", edits);
  return { path, text, ...(renamed ? { renamed } : {}) };
}

/** Reverses that the proposal writes. */
const touched = (history: OpenedHistory, proposal: FolderProposal): readonly string[] =>
  history.files
    .map((file) => file.down?.path ?? file.path)
    .filter((path) => proposal.files.some((one) => one.path === path));

function fixOf(proposal: FolderProposal, finding: Finding): Fix {
  const own = proposal.files.find((one) => one.path === finding.path && one.renamed === undefined);
  const others = proposal.files.filter((one) => one !== own);
  return {
    title: proposal.title,
    grade: proposal.grade,
    edits: own?.edits ?? [],
    ...(others.length > 0 ? { others } : {}),
  };
}
