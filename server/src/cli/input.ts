import { existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Settings } from "../config/settings.ts";
import { type Configured, configProblems, readSurroundings } from "../config/surroundings.ts";
import { findSqlFiles, posix, reasonOf } from "../disk/find-files.ts";
import { findNearby } from "../disk/find-nearby.ts";
import { readMigration } from "../disk/read-file.ts";
import { slashes } from "../disk/slashes.ts";
import type { OpenedHistory } from "../history/open.ts";
import { writtenPaths } from "../history/source-file.ts";
import type { Service, SourceFile } from "../service.ts";
import { isOurs } from "../sources/candidates.ts";
import { UsageError } from "./usage-error.ts";

/** What the paths on the command line mean. */
export interface Input {
  readonly histories: readonly OpenedHistory[];
  /** Paths (posix, relative to the working directory) whose findings are wanted. */
  readonly wanted: ReadonlySet<string>;
  /** Files and folders that were left out, with the reason. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  /** What is wrong in safe-migrations.json files, one line each. */
  readonly problems: readonly string[];
}

/** A named file is checked with the folder it lies in before it. Throws UsageError. */
export function readInput(
  service: Service,
  paths: readonly string[],
  cwd: string,
  settings: Settings,
): Input {
  const wanted = new Set<string>();
  const named = new Set<string>();
  const sources = new Map<string, SourceFile>();
  const skipped: { path: string; reason: string }[] = [];
  for (const path of paths.length > 0 ? paths : ["."]) {
    const absolute = resolve(cwd, path);
    if (!existsSync(absolute)) throw new UsageError(`${path}: no such file or directory`);
    const isFolder = statSync(absolute).isDirectory();
    const found = findSqlFiles(isFolder ? absolute : dirname(absolute));
    if (isFolder && found.files.length === 0 && found.unreadable.length === 0)
      throw new UsageError(`${path}: there are no .sql files here`);
    for (const one of found.unreadable) {
      if (resolve(one.path) === absolute) throw new UsageError(`${path}: ${one.reason}`);
      skipped.push({ path: posix(cwd, one.path), reason: one.reason });
    }
    for (const file of isFolder ? found.files : [...new Set([...found.files, absolute])]) {
      const name = posix(cwd, file);
      if (isFolder || file === absolute) wanted.add(name);
      if (file === absolute) named.add(name);
      if (!sources.has(name)) readInto(sources, skipped, name, file, file === absolute);
    }
  }
  const configured = configuration(cwd, settings);
  const chosen = choose(service, [...sources.values()], wanted, named, paths, configured);
  return { ...chosen, skipped, problems: problemLines(configured, chosen.histories, cwd) };
}

/** What the repository around the working directory says. */
export function configuration(cwd: string, settings: Settings): Configured {
  const { files, mentions } = findNearby(cwd);
  return readSurroundings(slashes(resolve(cwd)), files, settings, mentions);
}

export const problemLines = (
  configured: Configured,
  histories: readonly OpenedHistory[],
  cwd: string,
): readonly string[] =>
  configProblems(configured, histories).map(
    ({ path, start, message }) =>
      `${posix(cwd, path)}:${start.line + 1}:${start.character + 1}: ${message}`,
  );

function readInto(
  sources: Map<string, SourceFile>,
  skipped: { path: string; reason: string }[],
  name: string,
  file: string,
  mustBeReadable: boolean,
): void {
  try {
    const read = readMigration(file);
    if ("text" in read) {
      const source = { path: name, text: read.text };
      if (isOurs(source)) sources.set(name, source);
    } else if (mustBeReadable) throw new UsageError(`${name}: ${read.skipped}`);
    else skipped.push({ path: name, reason: read.skipped });
  } catch (error) {
    if (error instanceof UsageError || mustBeReadable)
      throw error instanceof UsageError ? error : new UsageError(`${name}: ${reasonOf(error)}`);
    skipped.push({ path: name, reason: reasonOf(error) });
  }
}

function choose(
  service: Service,
  sources: readonly SourceFile[],
  wanted: ReadonlySet<string>,
  named: ReadonlySet<string>,
  paths: readonly string[],
  configured: Configured,
): Pick<Input, "histories" | "wanted"> {
  const histories = [...service.open(sources, configured)];
  const known = new Set(histories.flatMap((one) => one.files.flatMap(writtenPaths)));
  // A file that the user names is checked, migration or not: alone, when its folder does not take it.
  for (const name of named) {
    const source = sources.find((one) => one.path === name);
    if (!known.has(name) && source && /\.sql$/i.test(name)) histories.push(service.alone(source));
  }
  const chosen = histories.filter((one) =>
    one.files.some((file) => writtenPaths(file).some((path) => wanted.has(path))),
  );
  if (chosen.length === 0)
    throw new UsageError(
      `${paths.join(", ") || "."}: no migrations here (files that begin with a version, or a folder of a known tool)`,
    );
  return { histories: chosen, wanted };
}
