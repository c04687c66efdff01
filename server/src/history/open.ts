import { flywayLocation } from "../runners/flyway-locations.ts";
import type { Folder, Mentions, NearbyFile } from "../runners/folder.ts";
import { baseOf, joinPath, nameIn, parentOf, within } from "../runners/folder.ts";
import { adjusted, recognise, runnerOf } from "../runners/registry.ts";
import type { Grouping, Runner, Transactions } from "../runners/runner.ts";
import { unknown } from "../runners/unknown.ts";
import type { RevisionGraph } from "../sources/alembic/graph.ts";
import type { Source } from "../sources/source.ts";
import type { Gate } from "../sources/workflow/gate.ts";
import type { SqliteHistory } from "../sqlite/history.ts";
import type { Part } from "../text/span.ts";
import { around } from "./around.ts";
import { heightsOf } from "./by-path.ts";
import { type Declared, type Environment, nothingSaid, type RuleSeverity } from "./declared.ts";
import { openFile, openUnread } from "./open-file.ts";
import { openSources } from "./open-sources.ts";
import { openSqlite } from "./open-sqlite.ts";
import { openYoyoFolders } from "./open-yoyo.ts";
import { isForAnother } from "./other-database.ts";
import type { Released } from "./released.ts";
import { writtenText } from "./source-file.ts";

/** One folder of migrations in the order in which its runner applies them. */
export interface OpenedHistory {
  readonly folder: string;
  /** The absolute folder that its paths are relative to; "" where they are absolute, or when it does not matter. */
  readonly base: string;
  readonly runner: Runner;
  /** Why this runner was recognised. */
  readonly because: string;
  readonly files: readonly OpenedFile[];
  /** SQL files of the folder that look like migrations and are not run, with the reason. */
  readonly ignored: readonly IgnoredFile[];
  /** Nobody has run what came before the first of `files` (yet): it may be anything. */
  readonly pastUnseen?: true;
  /** What exists before the first migration. */
  readonly environment: Environment;
  /** The PostgreSQL (major version) that the migrations must run on. */
  readonly postgresVersion?: number;
  /** Severities that the team has set, by rule. */
  readonly severities: Readonly<Record<string, RuleSeverity>>;
  /** The folder as it was listed, for files that are edited or added. */
  readonly listed: Folder;
  readonly mentions?: Mentions;
  /** What databases may have run already. */
  readonly released?: Released;
  /** The revisions of a tree, as its files name each other. */
  readonly revisions?: RevisionGraph;
  /** The workflow that runs them on a new database; its SQL is among `files`, where it is run. */
  readonly gate?: Gate;
  /** The tables are SQLite's: nothing of it is PostgreSQL. */
  readonly sqlite?: SqliteHistory;
  /** Reads it again with another text in one host file; only where SQL stands in programs. */
  readonly reopen?: (changes: readonly ChangedFile[]) => OpenedHistory;
}

/** A host file with another text, under another path, or a new one. */
export interface ChangedFile {
  readonly path: string;
  readonly text: string;
  readonly renamed?: string;
}

export interface OpenedFile {
  readonly path: string;
  /** SQL; of a program what it runs, put together. */
  readonly text: string;
  /** The part that is run upwards. */
  readonly up: Part;
  /** What reverses it: a part of this file or another one. */
  readonly down?: DownPart;
  /** The runner does not wrap this file in a transaction. */
  readonly outsideTransaction: boolean;
  /** How its statements share transactions; nobody knows where no runner was recognised. */
  readonly grouping?: Grouping;
  /** Of a program: how its tool runs it. */
  readonly transaction?: Transactions;
  /** Where the SQL stands, when the file is a program. */
  readonly source?: Source;
}

export interface DownPart {
  readonly path: string;
  readonly text: string;
  readonly span: Part;
}

export interface IgnoredFile {
  readonly path: string;
  readonly because: string;
}

interface GivenFile {
  readonly path: string;
  readonly text: string;
}

/** What callers know besides the SQL files. */
export interface Surroundings {
  /** Absolute folder that the SQL files' paths are relative to; "" when it does not matter. */
  readonly base: string;
  /** Configuration and sources around the migrations; paths that begin at the base's root. */
  readonly nearby: readonly NearbyFile[];
  /** What the team says about the history of a folder (with the base in front). */
  readonly declared: (folder: string) => Declared;
  readonly mentions?: Mentions;
}

const nowhere: Surroundings = { base: "", nearby: [], declared: () => nothingSaid };

/** Groups files into histories. Paths are posix; files of folders that no runner recognises are left out. */
export function openHistories(
  files: readonly GivenFile[],
  surroundings: Surroundings = nowhere,
): readonly OpenedHistory[] {
  const { base, nearby, declared } = surroundings;
  const plans = nearby.filter((file) => baseOf(file.path) === "sqitch.plan");
  const folders = new Map<string, { name: string; text: string }[]>();
  for (const file of files.filter(isSql)) {
    const folder = folderOf(base, file, nearby, plans);
    const list = folders.get(folder) ?? [];
    const name = folder === "" ? file.path : file.path.slice(folder.length + 1);
    list.push({ name, text: file.text });
    folders.set(folder, list);
  }
  const sqlite = openSqlite(
    files,
    [...folders].map(([path, listed]) => ({
      home: path,
      base: path.startsWith("/") ? "" : base,
      path: joinPath(base, path),
      files: listed,
      nearby,
    })),
    surroundings,
  );
  const besidePython = openYoyoFolders(files, (folder) => declared(joinPath(base, folder)));
  const inSql = [...folders].flatMap(([path, listed]) => {
    if ([...sqlite, ...besidePython].some((one) => one.folder === path)) return [];
    const folder: Folder = { path: joinPath(base, path), files: listed, nearby };
    const opened = openFolder(path, folder, declared(folder.path));
    return opened
      ? {
          ...opened,
          base: path.startsWith("/") ? "" : base,
          ...(surroundings.mentions ? { mentions: surroundings.mentions } : {}),
          because: base === "" ? opened.because : opened.because.replaceAll(`${base}/`, ""),
        }
      : [];
  });
  return [
    ...inSql,
    ...sqlite,
    ...besidePython,
    ...openSources(files, surroundings, (folder) => declared(joinPath(base, folder))),
  ];
}

const isSql = (file: GivenFile): boolean => /\.sql$/i.test(file.path);

/** The same history with another text in one file: what an editor does at every keystroke. */
export function replaceText(history: OpenedHistory, path: string, text: string): OpenedHistory {
  if (history.reopen) {
    const file = history.files[heightsOf(history, path)[0] ?? -1];
    const before =
      history.gate?.path === path ? history.gate.text : file && writtenText(file, path);
    return before === undefined || before === text ? history : history.reopen([{ path, text }]);
  }
  const beside = around(history).find((one) => one.path === path);
  if (beside) return beside.text === text ? history : reopened(history, [{ path, text }]);
  const changes = (file: OpenedFile): boolean =>
    (!file.source && file.path === path && file.text !== text) ||
    (file.down?.path === path && file.down.text !== text);
  if (!history.files.some(changes)) return history;
  const { listed } = history;
  const name = nameIn(history.folder, path);
  const folder: Folder = {
    ...listed,
    files: listed.files.map((file) => (file.name === name ? { name, text } : file)),
  };
  return {
    ...history,
    listed: folder,
    files: history.files.map((file) =>
      changes(file)
        ? (openFile(history.runner, folder, history.folder, nameIn(history.folder, file.path)) ??
          file)
        : file,
    ),
  };
}

/** The same history with other texts, names or files in it or around it. */
export function reopened(history: OpenedHistory, changes: readonly ChangedFile[]): OpenedHistory {
  if (history.reopen) return history.reopen(changes);
  const { files, ...rest } = listing(
    history.runner,
    changedFolder(history, changes),
    history.folder,
  );
  const before = new Map(history.files.map((file) => [file.path, file]));
  // What is as it was stays the same object: it is not run again.
  const kept = (file: OpenedFile): OpenedFile => {
    const old = before.get(file.path);
    return old && isSame(old, file) ? old : file;
  };
  return { ...history, ...rest, files: files.map(kept) };
}

const isSame = (one: OpenedFile, other: OpenedFile): boolean =>
  one.text === other.text &&
  one.down?.path === other.down?.path &&
  one.down?.text === other.down?.text &&
  one.grouping === other.grouping;

function listing(
  runner: Runner,
  folder: Folder,
  path: string,
): Pick<OpenedHistory, "files" | "ignored" | "listed"> {
  const names = namesInOrder(runner, folder);
  return {
    files: withPrograms(names, runner, folder).flatMap(
      (name) =>
        openUnread(runner, folder, path, name) ?? openFile(runner, folder, path, name) ?? [],
    ),
    ignored: ignoredFiles(runner, folder, path, names),
    listed: folder,
  };
}

function changedFolder(history: OpenedHistory, changes: readonly ChangedFile[]): Folder {
  const { listed, folder } = history;
  const files = new Map(listed.files.map((one) => [one.name, one.text]));
  const nearby = new Map(listed.nearby.map((one) => [one.path, one.text]));
  for (const { path, text, renamed = path } of changes)
    if (isSql({ path, text })) {
      files.delete(nameIn(folder, path));
      files.set(nameIn(folder, renamed), text);
    } else nearby.set(joinPath(history.base, path), text);
  return {
    path: listed.path,
    files: [...files].map(([name, text]) => ({ name, text })),
    nearby: [...nearby].map(([path, text]) => ({ path, text })),
  };
}

/** A file that is looked at by itself, whole. */
export function openAlone(file: GivenFile): OpenedHistory {
  const folder = parentOf(file.path);
  const listed: Folder = {
    path: folder,
    files: [{ name: baseOf(file.path), text: file.text }],
    nearby: [],
  };
  const opened = openFile(unknown, listed, folder, baseOf(file.path));
  return {
    ...bare(file.path, listed),
    because: "a file by itself",
    files: opened ? [opened] : [],
  };
}

/** A folder without migrations: of the tool that the workspace names for it, else numbered as no tool in particular would. */
export function emptyHistory(
  folder: string,
  { base, nearby, declared }: Surroundings = nowhere,
): OpenedHistory {
  const listed: Folder = { path: joinPath(base, folder), files: [], nearby };
  const opened = openFolder(folder, listed, declared(listed.path));
  return opened ?? { ...bare(folder, listed), because: "an empty folder" };
}

const bare = (folder: string, listed: Folder): OpenedHistory => ({
  folder,
  base: "",
  runner: unknown,
  because: "",
  files: [],
  ignored: [],
  environment: nothingSaid.environment,
  severities: {},
  listed,
});

function openFolder(path: string, folder: Folder, declared: Declared): OpenedHistory | undefined {
  if (declared.runner === undefined && isForAnother(path, folder)) return undefined;
  const named = declared.runner === undefined ? undefined : runnerOf(declared.runner);
  const found = named ? { runner: named, because: "safe-migrations.json" } : recognise(folder);
  if (!found) return undefined;
  const runner = adjusted(found.runner, folder);
  return {
    folder: path,
    base: "",
    runner,
    because: found.because,
    ...listing(runner, folder, path),
    environment: declared.environment,
    ...(declared.postgresVersion === undefined
      ? {}
      : { postgresVersion: declared.postgresVersion }),
    severities: declared.rules,
  };
}

function namesInOrder(runner: Runner, folder: Folder): readonly string[] {
  const listed = runner.order.listed?.(folder);
  if (listed) return listed.filter((name) => folder.files.some((file) => file.name === name));
  return folder.files
    .map((file) => file.name)
    .filter((name) => runner.isMigration(name, folder))
    .sort(runner.order.compare);
}

/** Programs among the SQL files lie around: only files of SQL are listed. */
function withPrograms(
  names: readonly string[],
  { isProgram, order }: Runner,
  folder: Folder,
): readonly string[] {
  if (!isProgram) return names;
  const programs = folder.nearby.flatMap(({ path }) => {
    const name = parentOf(path) === folder.path ? baseOf(path) : "";
    return isProgram(name) ? [name] : [];
  });
  return programs.length === 0 ? names : [...names, ...programs].sort(order.compare);
}

/** Files with a number in front that nothing runs; a reverse that belongs to a migration is no such file. */
function ignoredFiles(
  runner: Runner,
  folder: Folder,
  path: string,
  names: readonly string[],
): readonly IgnoredFile[] {
  const taken = new Set(names);
  if (runner.down.kind === "file")
    for (const name of names) {
      const reverse = runner.down.file(name, folder);
      if (reverse) taken.add(reverse);
    }
  const because = runner.order.listed
    ? `the ${runner.order.key} does not list it`
    : `${runner.id} does not read a file of this name`;
  return folder.files
    .filter(
      ({ name }) =>
        !taken.has(name) && unknown.isMigration(name, folder) && !runner.leavesOut?.(name),
    )
    .map(({ name }) => ({ path: joinPath(path, name), because }));
}

/** A migration that is a folder of its own (Prisma, Diesel) belongs to the folder above. */
const ownFolder = new Set(["migration.sql", "up.sql", "down.sql"]);

function folderOf(
  base: string,
  file: GivenFile,
  nearby: readonly NearbyFile[],
  plans: readonly NearbyFile[],
): string {
  const folder = parentOf(file.path);
  if (ownFolder.has(baseOf(file.path))) return parentOf(folder);
  // graphile-migrate: what is committed lies in a folder beside current.sql.
  if (baseOf(folder) === "committed" && /^--! Previous:/m.test(file.text)) return parentOf(folder);
  const location = flywayLocation(joinPath(base, file.path), nearby);
  if (location !== undefined)
    return file.path.startsWith("/") ? location : (within(base, location) ?? folder);
  const top = /^(.*?\/?)(?:deploy|revert|verify)\/.+$/.exec(file.path)?.[1];
  if (top === undefined) return folder;
  const home = top.replace(/\/$/, "");
  return plans.some((plan) => parentOf(plan.path) === joinPath(base, home)) ? home : folder;
}
