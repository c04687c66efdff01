/** A folder as the caller lists it, and the configuration around it. */
export interface Folder {
  /** Posix path; in the form of `nearby`'s paths. */
  readonly path: string;
  /** Names relative to the folder (posix). SQL files of the folder, and of the folders in it. */
  readonly files: readonly MigrationFile[];
  /** Configuration, manifests, scripts and sources of the workspace that may say which tool runs the files. */
  readonly nearby: readonly NearbyFile[];
}

export interface MigrationFile {
  readonly name: string;
  readonly text: string;
}

/** Programs of the workspace that have a word in them; undefined where nobody can say. */
export type Mentions = (word: string) => readonly NearbyFile[] | undefined;

export interface NearbyFile {
  readonly path: string;
  readonly text: string;
}

export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

export const baseOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** `path` as seen from the folder `from`; undefined when it does not lie in it. */
export function within(from: string, path: string): string | undefined {
  if (from === "") return path;
  if (path === from) return "";
  return path.startsWith(`${from}/`) ? path.slice(from.length + 1) : undefined;
}

/** `a/b` and `../c` → `a/c`. */
export function joinPath(folder: string, name: string): string {
  const parts = name.startsWith("/") ? [""] : folder === "" ? [] : folder.split("/");
  for (const part of name.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}

/** A file by its name relative to the folder, among SQL files and configuration. */
export function textOf(folder: Folder, name: string): string | undefined {
  return textsOf(folder.files).get(name) ?? textsOf(folder.nearby).get(joinPath(folder.path, name));
}

/** By name or path. Of lists that nobody changes, since every file of a folder asks for those beside it. */
function textsOf(files: readonly (MigrationFile | NearbyFile)[]): ReadonlyMap<string, string> {
  const known = texts.get(files);
  if (known) return known;
  const made = new Map(files.map((file) => ["name" in file ? file.name : file.path, file.text]));
  texts.set(files, made);
  return made;
}

const texts = new WeakMap<readonly (MigrationFile | NearbyFile)[], ReadonlyMap<string, string>>();

/** Folders to climb to the one that holds both, and a little for each to go down again. */
export function distance(folder: string, path: string): number {
  const [from, to] = [folder.split("/"), parentOf(path).split("/")];
  let common = 0;
  while (common < from.length && common < to.length && from[common] === to[common]) common++;
  if (folder === "" || parentOf(path) === "") common = 0;
  const up = folder === "" ? 0 : from.length - common;
  const downwards = parentOf(path) === "" ? 0 : to.length - common;
  return up + downwards * 4;
}

/** A file by its name in the folder. */
export const nameIn = (folder: string, path: string): string =>
  folder === ""
    ? path
    : path.startsWith(`${folder}/`)
      ? path.slice(folder.length + 1)
      : baseOf(path);
