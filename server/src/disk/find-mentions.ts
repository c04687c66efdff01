import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Mentions, NearbyFile } from "../runners/folder.ts";
import { neverSearched } from "./find-files.ts";
import { slashes } from "./slashes.ts";

const program = /\.[cm]?[jt]sx?$/;
const largest = 500_000;
const mostPrograms = 20_000;

/**
 * Programs in TypeScript and JavaScript below a folder that have a word in them, by absolute posix path; undefined
 * where there are too many to look into. Each is read once, when first asked.
 */
export function findMentions(top: string): Mentions {
  let programs: readonly string[] | undefined;
  const answers = new Map<string, readonly NearbyFile[] | undefined>();
  return (word) => {
    if (answers.has(word)) return answers.get(word);
    programs ??= list(top);
    const found =
      programs.length >= mostPrograms ? undefined : programs.flatMap((path) => read(path, word));
    answers.set(word, found);
    return found;
  };
}

function list(top: string): readonly string[] {
  const found: string[] = [];
  const folders = [top];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    if (found.length >= mostPrograms) return found;
    try {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name);
        if (entry.isDirectory() && !neverSearched.has(entry.name)) folders.push(path);
        else if (entry.isFile() && program.test(entry.name)) found.push(path);
      }
    } catch {
      // A folder that cannot be read says nothing.
    }
  }
  return found;
}

function read(path: string, word: string): readonly NearbyFile[] {
  try {
    if (statSync(path).size > largest) return [];
    const text = readFileSync(path, "utf8");
    return text.includes(word) ? [{ path: slashes(path), text }] : [];
  } catch {
    return [];
  }
}
