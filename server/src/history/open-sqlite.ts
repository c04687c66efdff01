import type { Folder } from "../runners/folder.ts";
import { recognise } from "../runners/registry.ts";
import type { Runner } from "../runners/runner.ts";
import { sqliteFiles } from "../runners/sqlite-files.ts";
import {
  mayUseSqlite,
  type SqliteProgram,
  sqliteProgram,
} from "../sources/python/sqlite-program.ts";
import type { HostFile } from "../sources/source.ts";
import { baseOf, distance, joinPath, nameIn, parentOf, within } from "../text/path.ts";
import { type Part, piecesOf, spanText } from "../text/span.ts";
import type { Declared } from "./declared.ts";
import type { ChangedFile, OpenedFile, OpenedHistory, Surroundings } from "./open.ts";
import { withChange } from "./opened-in.ts";

/** A folder of SQL files, and its path as it stands before the names in the history. */
export interface ListedFolder extends Folder {
  readonly home: string;
  /** See OpenedHistory. */
  readonly base: string;
}

/** The histories whose tables are SQLite's: those that a Python program runs, and those that only SQLite could read. */
export function openSqlite(
  files: readonly HostFile[],
  folders: readonly ListedFolder[],
  surroundings: Surroundings,
): readonly OpenedHistory[] {
  const ours = (folder: Folder): boolean => {
    const { runner } = surroundings.declared(folder.path);
    return runner === undefined || runner === "auto";
  };
  const programs = programsAround(files, surroundings);
  const program = programs.length > 0 ? sqliteProgram(programs) : undefined;
  const run = program && folderOf(program, folders, surroundings.base);
  return [
    ...(program && run && ours(run)
      ? [openProgram(program, programs, run, surroundings.declared(run.path))]
      : []),
    ...folders
      .filter((folder) => folder !== run && ours(folder) && speaksSqlite(folder))
      .flatMap((folder) => openFolder(folder, surroundings.declared(folder.path)) ?? []),
  ];
}

/** Paths as callers write them: absolute in an editor, relative on the command line. */
const asGiven = (files: readonly HostFile[], base: string, path: string): string =>
  files[0]?.path.startsWith("/") ? path : (within(base, path) ?? path);

function programsAround(
  files: readonly HostFile[],
  { base, nearby }: Surroundings,
): readonly HostFile[] {
  const own = files.filter(mayUseSqlite);
  const others = nearby
    .filter(mayUseSqlite)
    .map(({ path, text }) => ({ path: asGiven(files, base, path), text }))
    .filter(({ path }) => !own.some((one) => one.path === path));
  return [...own, ...others].sort((a, b) => (a.path < b.path ? -1 : 1));
}

const isNumbered = ({ files }: Folder): boolean =>
  files.some(({ name }) => sqliteFiles.isMigration(name, { path: "", files, nearby: [] }));

/** The folder of migrations that the program speaks of, the nearest one of those that are its own. */
const folderOf = (
  { folders: names, runner }: SqliteProgram,
  folders: readonly ListedFolder[],
  base: string,
): ListedFolder | undefined =>
  folders
    .filter((one) => names.has(baseOf(one.home === "" ? one.path : one.home)) && isNumbered(one))
    .filter((one) => isOwn(one.path, runner.startsWith("/") ? runner : joinPath(base, runner)))
    .sort((a, b) => distance(a.home, runner) - distance(b.home, runner))[0];

/** Beside the program or one of the folders that it lies in, or below it: another service's is not its own. */
const isOwn = (folder: string, runner: string): boolean =>
  within(parentOf(folder), runner) !== undefined || within(parentOf(runner), folder) !== undefined;

/** Words that PostgreSQL does not have, in a file that would be run: some tools keep a file for each database. */
const speaksSqlite = (folder: Folder): boolean =>
  filesRun(folder).some(({ text }) =>
    /\bautoincrement\b|^\s*pragma\s+\w|\)\s*without\s+rowid\b|\b(?:randomblob|zeroblob|julianday|strftime|unixepoch)\s*\(/im.test(
      text.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, ""),
    ),
  );

function filesRun(folder: Folder): Folder["files"] {
  const found = recognise(folder);
  if (!found) return folder.files;
  return folder.files.filter(({ name }) => found.runner.isMigration(name, folder));
}

function openProgram(
  program: SqliteProgram,
  hosts: readonly HostFile[],
  folder: ListedFolder,
  declared: Declared,
): OpenedHistory {
  const { baseline } = program;
  const opened = openFiles(folder, sqliteFiles, declared, `${program.runner}: runs each file once`);
  const inPrograms = [
    ...new Set(
      baseline ? [...baseline.source.hosts.map((one) => one.path), baseline.call.path] : [],
    ),
  ].flatMap((path) => hosts.find((one) => one.path === path) ?? []);
  return {
    ...opened,
    files: [...inPrograms.map(asFile), ...opened.files],
    sqlite: {
      migrations: opened.sqlite?.migrations ?? [],
      ...(baseline ? { baseline } : {}),
      made: program.made,
    },
    reopen: (changes) => {
      const changed = hosts.map((one) => withChange(one, changes));
      const again = sqliteProgram(changed);
      const next = withChanges(folder, changes);
      return again
        ? openProgram(again, changed, next, declared)
        : openFiles(next, sqliteFiles, declared, "");
    },
  };
}

function openFolder(folder: ListedFolder, declared: Declared): OpenedHistory | undefined {
  const found = recognise(folder);
  return found && openFiles(folder, found.runner, declared, found.because);
}

function openFiles(
  folder: ListedFolder,
  runner: Runner,
  declared: Declared,
  because: string,
): OpenedHistory {
  const names = folder.files
    .map((one) => one.name)
    .filter((name) => runner.isMigration(name, folder))
    .sort(runner.order.compare);
  const read = names.map((name) => {
    const text = folder.files.find((one) => one.name === name)?.text ?? "";
    const up = runner.up(text);
    return {
      path: joinPath(folder.home, name),
      text,
      upwards: blankAround(text, up),
    };
  });
  return {
    folder: folder.home,
    base: folder.base,
    runner,
    because,
    files: read.map(({ path, text }) => ({ path, text, up: nothing, outsideTransaction: true })),
    ignored: [],
    environment: declared.environment,
    severities: declared.rules,
    listed: folder,
    sqlite: {
      migrations: read.map(({ path, upwards }) => ({ path, text: upwards })),
      made: new Set(),
    },
    reopen: (changes) => openFiles(withChanges(folder, changes), runner, declared, because),
  };
}

/** PostgreSQL reads none of it. */
const nothing = { start: 0, end: 0 };

/** What is read, at its place. */
function blankAround(text: string, up: Part): string {
  let made = "";
  for (const piece of piecesOf(up))
    made += blank(text.slice(made.length, piece.start)) + spanText(text, piece);
  return made;
}

const blank = (text: string): string => text.replaceAll(/[^\n]/g, " ");

const asFile = ({ path, text }: HostFile): OpenedFile => ({
  path,
  text,
  up: nothing,
  outsideTransaction: true,
});

const withChanges = (folder: ListedFolder, changes: readonly ChangedFile[]): ListedFolder => ({
  ...folder,
  files: folder.files.map((file) => {
    const changed = changes.find((one) => one.path === joinPath(folder.home, file.name));
    return changed
      ? { name: nameIn(folder.home, changed.renamed ?? changed.path), text: changed.text }
      : file;
  }),
});
