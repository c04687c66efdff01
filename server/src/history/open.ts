import type { Folder, Mentions, NearbyFile } from "../runners/folder.ts";
import { adjusted, recognise, runnerOf } from "../runners/registry.ts";
import type { Grouping, Runner, Transactions } from "../runners/runner.ts";
import { unknown } from "../runners/unknown.ts";
import type { RevisionGraph } from "../sources/alembic/graph.ts";
import type { Source } from "../sources/source.ts";
import type { Gate } from "../sources/workflow/gate.ts";
import type { SqliteHistory } from "../sqlite/history.ts";
import { baseOf, joinPath, parentOf } from "../text/path.ts";
import type { Part } from "../text/span.ts";
import { type Declared, type Environment, nothingSaid, type RuleSeverity } from "./declared.ts";
import { folders } from "./folder-of.ts";
import { isSql, listing } from "./listing.ts";
import { openDjangoApplication } from "./open-django.ts";
import { openFile } from "./open-file.ts";
import { openSources } from "./open-sources.ts";
import { openSqlite } from "./open-sqlite.ts";
import { openYoyoFolders } from "./open-yoyo.ts";
import { isForAnother } from "./other-database.ts";
import type { Released } from "./released.ts";

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
  const folderOf = folders(base, nearby);
  const found = new Map<string, { name: string; text: string }[]>();
  for (const file of files.filter(isSql)) {
    const folder = folderOf(file);
    const list = found.get(folder) ?? [];
    const name = folder === "" ? file.path : file.path.slice(folder.length + 1);
    list.push({ name, text: file.text });
    found.set(folder, list);
  }
  const sqlite = openSqlite(
    files,
    [...found].map(([path, listed]) => ({
      home: path,
      base: path.startsWith("/") ? "" : base,
      path: joinPath(base, path),
      files: listed,
      nearby,
    })),
    surroundings,
  );
  const besidePython = openYoyoFolders(files, (folder) => declared(joinPath(base, folder)));
  const inSql = [...found].flatMap(([path, listed]) => {
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

/**
 * A folder without migrations that hold SQL: of the tool that the workspace names for it, else numbered as no tool in
 * particular would. `files`: what lies in it.
 */
export function emptyHistory(
  folder: string,
  { base, nearby, declared }: Surroundings = nowhere,
  files: readonly GivenFile[] = [],
): OpenedHistory {
  const application = openDjangoApplication(folder, files, nearby, (one) =>
    declared(joinPath(base, one)),
  );
  if (application) return application;
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
