import { existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { findSqlFiles, posix, reasonOf } from "../disk/find-files.ts";
import { type AllNearby, findAllNearby } from "../disk/find-nearby.ts";
import { readMigration } from "../disk/read-file.ts";
import { liesIn, topFrom } from "../disk/top-of.ts";
import type { SourceFile } from "../service.ts";
import { type ConfigText, findConfig } from "./find-config.ts";
import { UsageError } from "./usage-error.ts";

/**
 * All that a command reads from the disk: what it answers follows from this and its options alone (but for programs
 * that `nearby.mentions` looks into later).
 */
export interface Gathered {
  readonly cwd: string;
  /** As the user wrote them. */
  readonly paths: readonly string[];
  readonly config: ConfigText | undefined;
  /** By path (posix, relative to the working directory): what may hold SQL. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Paths whose findings are wanted. */
  readonly wanted: ReadonlySet<string>;
  /** Files that the user named. */
  readonly named: ReadonlySet<string>;
  /** Files and folders that were left out, with the reason. */
  readonly skipped: readonly Skipped[];
  readonly nearby: AllNearby;
}

interface Skipped {
  readonly path: string;
  readonly reason: string;
}

/** A named file is read with the folder it lies in. Throws UsageError. */
export function gather(
  cwd: string,
  paths: readonly string[],
  config: string | undefined,
): Gathered {
  // Folders as the user wrote them; undefined where only files in them are named.
  const folders = new Map<string, string | undefined>();
  const own = new Map<string, string>();
  for (const path of paths.length > 0 ? paths : ["."]) {
    const absolute = resolve(cwd, path);
    if (!existsSync(absolute)) throw new UsageError(`${path}: no such file or directory`);
    if (statSync(absolute).isDirectory()) folders.set(absolute, path);
    else {
      own.set(posix(cwd, absolute), absolute);
      folders.set(dirname(absolute), folders.get(dirname(absolute)));
    }
  }
  const named = new Set(own.keys());
  const wanted = new Set(named);
  const files = new Map<string, SourceFile>();
  const skipped: Skipped[] = [];
  for (const [folder, path] of folders) {
    const listed = findSqlFiles(folder);
    if (path !== undefined && listed.files.length === 0 && listed.unreadable.length === 0)
      throw new UsageError(`${path}: there are no .sql files here`);
    for (const one of listed.unreadable) {
      if (path !== undefined && resolve(one.path) === folder)
        throw new UsageError(`${path}: ${one.reason}`);
      skipped.push({ path: posix(cwd, one.path), reason: one.reason });
    }
    for (const file of listed.files) {
      const name = posix(cwd, file);
      if (path !== undefined) wanted.add(name);
      if (!files.has(name)) readInto(files, skipped, name, file, named.has(name));
    }
  }
  for (const [name, file] of own) if (!files.has(name)) readInto(files, skipped, name, file, true);
  const nearby = findAllNearby(resolve(cwd), [...folders.keys()]);
  const found = findConfig(config === undefined ? homeOf(cwd, [...folders.keys()]) : cwd, config);
  return { cwd, paths, config: found, files, wanted, named, skipped, nearby };
}

/** Whose settings hold: those of the working directory are none of a project's that lies elsewhere. */
function homeOf(cwd: string, folders: readonly string[]): string {
  const here = resolve(cwd);
  return folders.some((folder) => liesIn(topFrom(here, folder), here)) ? cwd : (folders[0] ?? cwd);
}

function readInto(
  files: Map<string, SourceFile>,
  skipped: Skipped[],
  name: string,
  file: string,
  mustBeReadable: boolean,
): void {
  try {
    const read = readMigration(file);
    if ("text" in read) files.set(name, { path: name, text: read.text });
    else if (mustBeReadable) throw new UsageError(`${name}: ${read.skipped}`);
    else skipped.push({ path: name, reason: read.skipped });
  } catch (error) {
    if (error instanceof UsageError || mustBeReadable)
      throw error instanceof UsageError ? error : new UsageError(`${name}: ${reasonOf(error)}`);
    skipped.push({ path: name, reason: reasonOf(error) });
  }
}
