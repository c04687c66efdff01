import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import { readSettings, type Settings } from "../config/settings.ts";
import { reasonOf } from "../disk/find-files.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** safe-migrations.json of the working directory or the nearest one above; defaults without. Throws UsageError. */
export function readConfig(terminal: Terminal, named: string | undefined): Settings {
  const path = named === undefined ? nearest(terminal.cwd) : resolve(terminal.cwd, named);
  if (path === undefined) return readSettings(undefined).settings;
  const errors: ParseError[] = [];
  const value: unknown = parse(contents(path), errors, { allowTrailingComma: true });
  const [broken] = errors;
  if (broken)
    throw new UsageError(
      `${path}: ${printParseErrorCode(broken.error)} at offset ${broken.offset}`,
    );
  const read = readSettings(value);
  const [problem] = read.problems;
  if (problem) throw new UsageError(`${path}: ${problem.message}`);
  return read.settings;
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
