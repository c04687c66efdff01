import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import { readSettings, type Settings } from "../config/settings.ts";
import type { ConfigText } from "./find-config.ts";
import { UsageError } from "./usage-error.ts";

/** What a safe-migrations.json says; defaults without one. Throws UsageError. */
export function readConfig(config: ConfigText | undefined): Settings {
  if (config === undefined) return readSettings(undefined).settings;
  const { path, text } = config;
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
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
