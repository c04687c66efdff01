import { joinPath } from "../text/path.ts";

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
