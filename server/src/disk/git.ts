import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import type { SourceFile } from "../service.ts";
import { posix } from "./find-files.ts";
import { liesIn } from "./top-of.ts";

/** A folder's .sql files as a commit has them, paths relative to `cwd`; or why they cannot be had. */
export function filesAt(
  cwd: string,
  ref: string,
  folder: string,
): { readonly files: readonly SourceFile[] } | { readonly problem: string } {
  const home = resolve(cwd, folder);
  if (!liesIn(resolve(cwd), home)) {
    const found = filesAt(home, ref, "");
    return "problem" in found
      ? found
      : { files: found.files.map((one) => ({ ...one, path: posix(cwd, join(home, one.path)) })) };
  }
  const commit = commitOf(cwd, ref);
  if (commit === undefined) return { problem: `git knows no commit ${ref} here` };
  const listed = git(cwd, ["ls-tree", "-r", "-z", commit, "--", folder || "."]);
  if (listed === undefined) return { problem: `git cannot list ${folder} at ${ref}` };
  const blobs = listed.split("\0").flatMap((line) => {
    const [, id, path] = /^\d+ blob (\w+)\t(.+)$/s.exec(line) ?? [];
    return id !== undefined && path !== undefined && /\.sql$/i.test(path) ? [{ id, path }] : [];
  });
  const texts = contents(
    cwd,
    blobs.map(({ id }) => id),
  );
  if (!texts) return { problem: `git cannot read the files of ${folder} at ${ref}` };
  return { files: blobs.map(({ path }, index) => ({ path, text: texts[index] ?? "" })) };
}

/** One process for all of them: histories have thousands of files. */
function contents(cwd: string, ids: readonly string[]): readonly string[] | undefined {
  const { status, stdout } = spawnSync("git", ["cat-file", "--batch"], {
    cwd,
    input: ids.map((id) => `${id}\n`).join(""),
    maxBuffer: 1 << 30,
  });
  if (status !== 0) return undefined;
  const texts: string[] = [];
  for (let at = 0; at < stdout.length; ) {
    const start = stdout.indexOf("\n", at) + 1;
    const size = Number(stdout.toString("latin1", at, start).split(" ")[2]);
    texts.push(stdout.toString("utf8", start, start + size));
    at = start + size + 1;
  }
  return texts;
}

/**
 * The files (relative to `cwd`) that differ from what this branch began with at `ref`, new ones too, in the repositories
 * that the folders (relative to `cwd`) lie in; or why not.
 */
export function changedSince(
  cwd: string,
  ref: string,
  folders: readonly string[],
): { readonly paths: ReadonlySet<string> } | { readonly problem: string } {
  const paths = new Set<string>();
  for (const home of new Set(folders.map((folder) => homeOf(cwd, folder)))) {
    const found = changedBelow(home, ref);
    if ("problem" in found) return found;
    for (const path of found.paths) paths.add(posix(cwd, join(home, path)));
  }
  return { paths };
}

/** Where git is asked of a folder: what is not below the working directory may be in another repository. */
const homeOf = (cwd: string, folder: string): string =>
  (liesIn(resolve(cwd), resolve(cwd, folder))
    ? undefined
    : git(resolve(cwd, folder), ["rev-parse", "--show-toplevel"])?.trim()) ?? resolve(cwd);

function changedBelow(
  cwd: string,
  ref: string,
): { readonly paths: readonly string[] } | { readonly problem: string } {
  const commit = commitOf(cwd, ref);
  if (commit === undefined) return { problem: `git knows no commit ${ref} here` };
  const since = ["--merge-base", commit, "--"];
  const changed = git(cwd, ["diff", "--name-only", "-z", "--relative", ...since]);
  if (changed === undefined) return { problem: `this branch has nothing in common with ${ref}` };
  const added = git(cwd, ["ls-files", "-z", "--others", "--exclude-standard"]) ?? "";
  return { paths: `${changed}${added}`.split("\0").filter(Boolean) };
}

/** A ref's commit; what begins with a dash is a ref too, never an option. */
export const commitOf = (cwd: string, ref: string): string | undefined =>
  git(cwd, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`])?.trim();

export function git(cwd: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync("git", [...args], {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return status === 0 ? stdout : undefined;
}
