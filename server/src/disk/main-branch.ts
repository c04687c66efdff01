import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Released } from "../history/released.ts";
import { commitOf, filesAt, git } from "./git.ts";

/** Where a team's main branch is looked for, when nobody says how it is called. */
const usual = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];

/**
 * A folder as the main branch has it: what databases may have run. Files that the branch began with are taken from
 * there, so that what others have changed meanwhile is not held against it. Undefined without git, without such a
 * branch, or where it is the one that is checked out. Asked again when HEAD or what was fetched has moved. `path`: how
 * the folder's files are called.
 */
export function releasedIn(folder: string, path: string, branch: string): Released | undefined {
  const key = `${branch}\0${folder}`;
  const known = found.get(key);
  if (known && known.print === printOf(known.watched)) return known.released;
  const watched = watchedFiles(folder);
  const released = watched.length === 0 ? undefined : read(folder, path, branch);
  found.set(key, { watched, print: printOf(watched), released });
  return released;
}

const found = new Map<
  string,
  {
    readonly watched: readonly string[];
    readonly print: string;
    readonly released: Released | undefined;
  }
>();

/** Git writes one of these whenever HEAD, a branch or a remote one moves. */
function watchedFiles(folder: string): readonly string[] {
  const own = git(folder, ["rev-parse", "--git-dir", "--git-common-dir"])?.split("\n");
  const [dir, common = dir] = own ?? [];
  if (dir === undefined || common === undefined) return [];
  return [
    ...["HEAD", "logs/HEAD", "FETCH_HEAD"].map((name) => resolve(folder, dir, name)),
    ...["packed-refs", "refs/heads", "refs/remotes/origin"].map((name) =>
      resolve(folder, common, name),
    ),
  ];
}

const printOf = (files: readonly string[]): string => files.map(timeOf).join(" ");

function timeOf(file: string): string {
  return String(statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? "");
}

function read(folder: string, home: string, branch: string): Released | undefined {
  const current = git(folder, ["symbolic-ref", "--quiet", "--short", "HEAD"])?.trim();
  const ref = (branch === "" ? usual : [branch]).find((one) => commitOf(folder, one) !== undefined);
  if (ref === undefined || ref === current) return undefined;
  const base = git(folder, ["merge-base", "HEAD", ref])?.trim();
  const now = filesAt(folder, ref, "");
  const before = base === undefined ? { files: [] } : filesAt(folder, base, "");
  if ("problem" in now || "problem" in before) return undefined;
  const began = new Map(before.files.map((file) => [file.path, file.text]));
  return {
    called: git(folder, ["rev-parse", "--abbrev-ref", ref])?.trim() ?? ref,
    files: now.files.map(({ path, text }) => ({
      path: `${home}/${path}`,
      text: began.get(path) ?? text,
    })),
  };
}
