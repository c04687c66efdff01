import { readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { hostNames } from "../sources/host-names.ts";

export interface FoundFiles {
  /** Absolute paths of .sql files and of programs that may hold SQL, sorted. */
  readonly files: readonly string[];
  /** Folders that could not be read, with the system's reason. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
}

export const neverSearched = new Set([
  "node_modules",
  ".git",
  ".hg",
  ".svn",
  "dist",
  "target",
  "vendor",
  ".venv",
  "venv",
  "__pycache__",
]);

/** A .sql file, or a program of a language that sources can read. */
export const mayBeRead = (path: string): boolean => /\.sql$/i.test(path) || hostNames.test(path);

/** The files below a folder that may hold SQL. Links to folders are not followed, so that a circle cannot hold us. */
export function findSqlFiles(root: string): FoundFiles {
  const files: string[] = [];
  const unreadable: { path: string; reason: string }[] = [];
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    try {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name);
        if (entry.isDirectory() && !neverSearched.has(entry.name)) folders.push(path);
        else if (mayBeRead(path) && (entry.isFile() || isLinkedFile(entry, path))) files.push(path);
      }
    } catch (error) {
      unreadable.push({ path: folder, reason: reasonOf(error) });
    }
  }
  return { files: files.sort(), unreadable };
}

const isLinkedFile = (entry: { isSymbolicLink: () => boolean }, path: string): boolean =>
  entry.isSymbolicLink() && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);

export const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Posix path relative to `from`, as findings carry it. */
export const posix = (from: string, path: string): string =>
  relative(from, path).split(sep).join("/") || ".";
