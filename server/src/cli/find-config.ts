import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { reasonOf } from "../disk/find-files.ts";
import { UsageError } from "./usage-error.ts";

export interface ConfigText {
  readonly path: string;
  readonly text: string;
}

/** safe-migrations.json of a folder or the nearest one above, or the one that is named. Throws UsageError. */
export function findConfig(cwd: string, named: string | undefined): ConfigText | undefined {
  const path = named === undefined ? nearest(cwd) : resolve(cwd, named);
  return path === undefined ? undefined : { path, text: contents(path) };
}

function contents(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`${path}: ${reasonOf(error)}`);
  }
}

function nearest(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, "safe-migrations.json");
    if (existsSync(path)) return path;
    if (dirname(folder) === folder) return undefined;
  }
}
