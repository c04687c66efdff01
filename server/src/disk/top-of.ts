import { existsSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, isAbsolute, join, relative } from "node:path";

/** The top folder of the project that a folder lies in; the folder itself where nothing says of one. */
export const topOf = (folder: string): string => repository(folder) ?? project(folder) ?? folder;

/** The same for a folder that is spoken of in another one: what has no repository of its own belongs to that one's project. */
export function topFrom(cwd: string, folder: string): string {
  const around = repository(folder) ?? repository(cwd) ?? project(cwd);
  if (around !== undefined && liesIn(around, folder)) return around;
  return project(folder) ?? (liesIn(cwd, folder) ? cwd : folder);
}

/** The folder itself, or one below it. */
export function liesIn(top: string, folder: string): boolean {
  const path = relative(top, folder);
  return !/^\.\.(?:[\\/]|$)/.test(path) && !isAbsolute(path);
}

/** The nearest folder above with a `.git`. */
const repository = (folder: string): string | undefined =>
  above(folder).find((at) => existsSync(join(at, ".git")));

/** The highest folder above with settings of ours, else the nearest with a manifest, of which one in a home is nobody's. */
function project(folder: string): string | undefined {
  const all = above(folder);
  const shared = new Set([homedir(), tmpdir(), all.at(-1)]);
  return (
    all.findLast((at) => existsSync(join(at, "safe-migrations.json"))) ??
    all.find((at) => !shared.has(at) && manifests.some((name) => existsSync(join(at, name))))
  );
}

const manifests = [
  "go.mod",
  "package.json",
  "Cargo.toml",
  "pyproject.toml",
  "requirements.txt",
  "pom.xml",
  "build.gradle",
  "build.gradle.kts",
];

/** The folder and those that it lies in. */
function above(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...above(parent)];
}
