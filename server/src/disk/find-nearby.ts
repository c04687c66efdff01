import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
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

/** The configuration of the repository around a folder, by absolute posix path. Never throws. */
export interface Nearby {
  /** The repository's top folder, absolute and posix; the folder itself where there is no repository. */
  readonly top: string;
  readonly files: readonly NearbyFile[];
  readonly mentions: Mentions;
}

const mostEntries = 200_000;

export function findNearby(folder: string): Nearby {
  const top = topOf(resolve(folder));
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

/** The nearest folder above with a `.git`, else the highest one with settings of ours, else the folder. */
function topOf(folder: string): string {
  let best = folder;
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (existsSync(join(at, "safe-migrations.json"))) best = at;
    if (dirname(at) === at) return best;
  }
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
