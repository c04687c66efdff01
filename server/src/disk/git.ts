import { spawnSync } from "node:child_process";
import type { SourceFile } from "../service.ts";

/** A folder's .sql files as a commit has them, paths relative to `cwd`; or why they cannot be had. */
export function filesAt(
  cwd: string,
  ref: string,
  folder: string,
): { readonly files: readonly SourceFile[] } | { readonly problem: string } {
  const commit = git(cwd, [
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${ref}^{commit}`,
  ]);
  if (commit === undefined) return { problem: `git knows no commit ${ref} here` };
  const prefix = git(cwd, ["rev-parse", "--show-prefix"])?.trim() ?? "";
  const listed = git(cwd, [
    "ls-tree",
    "-r",
    "-z",
    "--name-only",
    commit.trim(),
    "--",
    folder || ".",
  ]);
  if (listed === undefined) return { problem: `git cannot list ${folder} at ${ref}` };
  const files: SourceFile[] = [];
  for (const path of listed.split("\0")) {
    if (!/\.sql$/i.test(path)) continue;
    const text = git(cwd, ["cat-file", "blob", `${commit.trim()}:${prefix}${path}`]);
    if (text !== undefined) files.push({ path, text });
  }
  return { files };
}

/** The files (relative to `cwd`) that differ from what this branch began with at `ref`, new ones too; or why not. */
export function changedSince(
  cwd: string,
  ref: string,
): { readonly paths: ReadonlySet<string> } | { readonly problem: string } {
  const changed = git(cwd, ["diff", "--name-only", "-z", "--relative", "--merge-base", ref, "--"]);
  if (changed === undefined) return { problem: `git knows no commit ${ref} here` };
  const added = git(cwd, ["ls-files", "-z", "--others", "--exclude-standard"]) ?? "";
  return { paths: new Set(`${changed}${added}`.split("\0").filter(Boolean)) };
}

function git(cwd: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync("git", [...args], {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return status === 0 ? stdout : undefined;
}
