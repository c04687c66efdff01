import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Mentions, NearbyFile } from "../runners/folder.ts";
import {
  largestNearby,
  maySayWho,
  mostNearby,
  namedBaselines,
  saysSomething,
} from "../runners/nearby.ts";
import { neverSearched } from "./find-files.ts";
import { findMentions } from "./find-mentions.ts";
import { slashes } from "./slashes.ts";
import { topFrom, topOf } from "./top-of.ts";

/** The configuration of the repository around a folder, by absolute posix path. */
export interface Nearby {
  /** The repository's top folder, absolute and posix; the folder itself where nothing says of a project. */
  readonly top: string;
  readonly files: readonly NearbyFile[];
  readonly mentions: Mentions;
}

/** The same of the repositories around several folders. */
export interface AllNearby extends Omit<Nearby, "top"> {
  readonly tops: readonly string[];
}

const mostEntries = 200_000;

/** Never throws. */
export const findNearby = (folder: string): Nearby => below(topOf(resolve(folder)));

/** Around all that a command line names, each in its own repository. Folders are absolute. Never throws. */
export function findAllNearby(cwd: string, folders: readonly string[]): AllNearby {
  const all = [...new Set(folders.map((folder) => topFrom(cwd, folder)))].map(below);
  return {
    tops: all.map(({ top }) => top),
    files: [
      ...new Map(all.flatMap(({ files }) => files.map((file) => [file.path, file]))).values(),
    ],
    mentions(word) {
      const found = all.map((one) => one.mentions(word));
      return found.includes(undefined) ? undefined : found.flatMap((one) => one ?? []);
    },
  };
}

function below(top: string): Nearby {
  const files: NearbyFile[] = [];
  const folders = [top];
  let entries = 0;
  // Breadth first: what lies near the top says more than what lies deep.
  for (let at = 0; at < folders.length && entries < mostEntries && files.length < mostNearby; at++)
    for (const entry of list(folders[at] ?? top)) {
      entries += 1;
      const path = join(folders[at] ?? top, entry.name);
      if (entry.isDirectory() && !neverSearched.has(entry.name)) folders.push(path);
      else if (entry.isFile() && maySayWho(slashes(path))) files.push(...read(path));
    }
  const baselines = files.flatMap((file) => namedBaselines(file).flatMap((path) => read(path)));
  return {
    top: slashes(top),
    files: [...files, ...baselines],
    mentions: findMentions(top),
  };
}

function list(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function read(path: string): readonly NearbyFile[] {
  try {
    if (statSync(path).size > largestNearby) return [];
    const file = { path: slashes(path), text: readFileSync(path, "utf8") };
    return saysSomething(file.path, file.text) ? [file] : [];
  } catch {
    return [];
  }
}
