import { catalogBefore } from "../history/before.ts";
import { downRun } from "../history/down-run.ts";
import type { OpenedFile, OpenedHistory } from "../history/open.ts";
import { compared } from "../history/released.ts";
import { firstRun } from "../history/run-file.ts";
import type { Machine } from "../plpgsql/execute.ts";
import type { Finding } from "../rules/finding.ts";
import { folderRules } from "../rules/folder-registry.ts";
import type { FolderRule, FolderView, ViewedFile } from "../rules/folder-rule.ts";
import type { Span } from "../text/span.ts";
import type { CheckOptions } from "./check-file.ts";
import { type Roots, rootOf } from "./context.ts";

/** What there is to say of one file as part of the set: a migration, a reverse, or a file that is not run. */
export function checkFolder(
  machine: Machine,
  roots: Roots,
  history: OpenedHistory,
  path: string,
  options: CheckOptions,
): readonly Finding[] {
  const view = viewOf(machine, roots, history);
  const own = view.files.filter((file) => file.downPath === path);
  const told = [
    ...(ofNames(view, history).get(path) ?? []),
    ...downRules.flatMap((rule) => findings(rule, { ...view, files: own })),
  ];
  return told.filter((one) => one.path === path && !options.disabledRules.includes(one.rule));
}

const downRules = folderRules.filter((rule) => rule.run === "down");

const known = new WeakMap<OpenedHistory, ReadonlyMap<string, readonly Finding[]>>();

/** What names and texts say, by file: asked once for all files of a history. */
function ofNames(
  view: FolderView,
  history: OpenedHistory,
): ReadonlyMap<string, readonly Finding[]> {
  const found = known.get(history);
  if (found) return found;
  const made = new Map<string, Finding[]>();
  for (const rule of folderRules.filter((one) => one.run === undefined))
    for (const one of findings(rule, view))
      made.set(one.path, [...(made.get(one.path) ?? []), one]);
  known.set(history, made);
  return made;
}

const findings = (rule: FolderRule, view: FolderView): readonly Finding[] =>
  [...rule.check(view)].map((report) => ({
    rule: rule.id,
    severity: report.severity ?? rule.severity,
    message: report.message,
    detail: report.detail,
    run: rule.run ?? null,
    sqlstate: report.failure?.sqlstate ?? null,
    path: report.path,
    span: report.span,
    statement: report.statement ?? null,
    related: report.related ?? [],
  }));

const views = new WeakMap<OpenedHistory, FolderView>();

function viewOf(machine: Machine, roots: Roots, history: OpenedHistory): FolderView {
  const found = views.get(history);
  if (found) return found;
  const { runner, ignored } = history;
  const made: FolderView = {
    // Programs name each other in their text: rules of their own look at that.
    files: history.files.flatMap((file, height) =>
      file.source ? [] : [viewed(machine, roots, history, file, height)],
    ),
    ignored,
    order: runner.order.key,
    duplicates: runner.duplicates,
    gaps: runner.gaps,
    late: runner.late,
    edited: runner.edited,
    released: history.released?.called,
  };
  views.set(history, made);
  return made;
}

function viewed(
  machine: Machine,
  roots: Roots,
  history: OpenedHistory,
  file: OpenedFile,
  height: number,
): ViewedFile {
  const { folder, runner } = history;
  const name = folder === "" ? file.path : file.path.slice(folder.length + 1);
  return {
    path: file.path,
    name,
    version: runner.nameParts(name)?.version,
    top: topOf(file),
    hasDown: file.down !== undefined,
    compared: compared(history, file),
    downPath: file.down?.path,
    down() {
      if (!file.down) return undefined;
      const before = catalogBefore(machine, rootOf(machine, roots, history), history, height);
      const run = downRun(machine, firstRun(machine, before, file, height), file, height);
      const { path, text, span } = file.down;
      return run && { ...run, path, top: firstLine(text, span) };
    },
  };
}

const tops = new WeakMap<OpenedFile, Span>();

function topOf(file: OpenedFile): Span {
  const top = tops.get(file) ?? firstLine(file.text, file.up);
  tops.set(file, top);
  return top;
}

/** The first line of a part that says something. */
function firstLine(text: string, part: Span): Span {
  const said = /\S[^\r\n]*/.exec(text.slice(part.start, part.end));
  if (!said) return { start: part.start, end: part.start };
  const start = part.start + said.index;
  return { start, end: start + said[0].trimEnd().length };
}
