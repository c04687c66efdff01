import { textAt } from "../history/around.ts";
import { certainBefore } from "../history/before.ts";
import { downRun } from "../history/down-run.ts";
import type { OpenedFile, OpenedHistory } from "../history/open.ts";
import { compared } from "../history/released.ts";
import { reverseEdits } from "../history/reverse-edits.ts";
import { firstRun } from "../history/run-file.ts";
import type { FolderView, Listing, SqliteScene, ViewedFile } from "../rules/folder-rule.ts";
import { readJournal } from "../runners/journal.ts";
import { judgeSqlite } from "../sqlite/judge.ts";
import { joinPath, nameIn } from "../text/path.ts";
import { partText, type Span } from "../text/span.ts";
import { type Engines, rootOf } from "./context.ts";
import { downgradesOf } from "./downgrades.ts";
import { gateView } from "./gate-view.ts";
import { despiteFailure } from "./our-failure.ts";
import { projectOf } from "./project.ts";

const views = new WeakMap<OpenedHistory, FolderView>();

/** A history as rules about the set of files see it. */
export function viewOf(machine: Engines, history: OpenedHistory): FolderView {
  const found = views.get(history);
  if (found) return found;
  const { runner, ignored } = history;
  const made: FolderView = {
    files: history.files.flatMap((file, height) =>
      file.source || (history.sqlite && !/\.sql$/i.test(file.path))
        ? []
        : [viewed(machine, history, file, height)],
    ),
    programs: history.files.flatMap((file, height) =>
      isReversedProgram(history, file) ? [viewed(machine, history, file, height)] : [],
    ),
    revisions: history.revisions,
    downgrades: despiteFailure(machine, "reverses", [], () => downgradesOf(machine, history)),
    gate: despiteFailure(machine, "workflow", undefined, () => gateView(machine, history)),
    listing: listingOf(history),
    project:
      history.sqlite || history.files.some((one) => one.source)
        ? undefined
        : projectOf(machine.parser, history),
    sqlite: despiteFailure(machine, "SQLite", undefined, () => sqliteScene(machine, history)),
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

/** Revisions of Alembic have rules of their own. */
const isReversedProgram = (
  { revisions, sqlite }: OpenedHistory,
  { source, down }: OpenedFile,
): boolean => !revisions && !sqlite && !!source && !!down && !source.opaque && !source.opaqueDown;

function sqliteScene(
  { sqlite }: Engines,
  { sqlite: history }: OpenedHistory,
): SqliteScene | undefined {
  const engine = history && sqlite?.();
  return engine && { history, judged: judgeSqlite(engine, history) };
}

function listingOf(history: OpenedHistory): Listing | undefined {
  const { folder, listed, runner, ignored } = history;
  if (runner.journal === undefined) return undefined;
  const path = joinPath(folder, runner.journal);
  const text = textAt(history, path);
  const journal = text === undefined ? undefined : readJournal(text);
  return text === undefined || !journal
    ? undefined
    : {
        path,
        text,
        journal,
        folder,
        names: listed.files.map((file) => file.name),
        leftOut: ignored.map((file) => nameIn(folder, file.path)),
      };
}

function viewed(
  machine: Engines,
  history: OpenedHistory,
  file: OpenedFile,
  height: number,
): ViewedFile {
  const { folder, runner } = history;
  const ran = () => {
    const before = certainBefore(machine, rootOf(machine, history), history, height);
    return firstRun(machine, before, file, height);
  };
  const name = folder === "" ? file.path : file.path.slice(folder.length + 1);
  return {
    path: file.path,
    name,
    version: runner.nameParts(name)?.version,
    top: topOf(file),
    hasDown: file.down !== undefined,
    lost: file.source ? [] : (runner.lost?.(file.text) ?? []),
    compared: compared(history, file),
    downPath: file.down?.path,
    down() {
      if (!file.down) return undefined;
      const run = downRun(machine, ran(), file, height);
      const { path, text, span } = file.down;
      return run && { ...run, path, top: firstLine(text, span), text: partText(text, span) };
    },
    steps: () =>
      ran().statements.map(({ read, before, after }) => ({ effects: read.effects, before, after })),
    leftAfter(text) {
      const down = { path: file.path, text, span: { start: 0, end: text.length } };
      return downRun(machine, ran(), { ...file, down }, height)?.left;
    },
    withReverse: (text) => (file.source ? undefined : reverseEdits(history, file, text)),
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
