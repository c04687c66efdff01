import { resolve } from "node:path";
import { createTwoFilesPatch } from "diff";
import type { Settings } from "../config/settings.ts";
import { reasonOf } from "../disk/find-files.ts";
import { replaceFile } from "../disk/write-file.ts";
import { filesOf, writtenText } from "../history/source-file.ts";
import type { Grade } from "../rules/finding.ts";
import type { Service } from "../service.ts";
import type { Input } from "./input.ts";
import type { Terminal } from "./terminal.ts";

export interface FixArguments {
  readonly grade: Grade;
  readonly dryRun: boolean;
  readonly settings: Settings;
}

/** Exit code: 0, or 2 when a file could not be written. Throws UsageError. */
export function fix(
  service: Service,
  terminal: Terminal,
  input: Input,
  args: FixArguments,
): number {
  for (const one of input.skipped) terminal.error(`skipped ${one.path}: ${one.reason}`);
  for (const problem of input.problems) terminal.error(problem);
  let mended = 0;
  let files = 0;
  let left = 0;
  let code = 0;
  for (const history of input.histories)
    for (const { file, path } of filesOf(history)) {
      if (!input.wanted.has(path)) continue;
      terminal.progress(`fixing ${path}`);
      const fixed = service.fixAll(history, path, args.grade, {
        ...args.settings,
        halfWay: true,
      });
      left += fixed.declined.length;
      for (const one of fixed.declined)
        terminal.error(`${path}: left as it is: ${one.finding.message} (${one.because})`);
      const before = writtenText(file, path);
      if (fixed.text === before) continue;
      if (args.dryRun) terminal.write(patch(path, before, fixed.text));
      else if (!write(terminal, path, before, fixed.text)) {
        code = 2;
        continue;
      }
      files += 1;
      mended += fixed.applied.length;
    }
  terminal.progress(undefined);
  terminal.error(
    `${mended} ${mended === 1 ? "statement" : "statements"} in ${files} ${files === 1 ? "file" : "files"} ${args.dryRun ? "would be " : ""}mended${left > 0 ? `, ${left} left as they are` : ""}`,
  );
  return code;
}

function write(terminal: Terminal, path: string, before: string, after: string): boolean {
  try {
    const refused = replaceFile(resolve(terminal.cwd, path), before, after);
    if (refused) terminal.error(`${path}: not written: ${refused}`);
    return refused === undefined;
  } catch (error) {
    terminal.error(`${path}: not written: ${reasonOf(error)}`);
    return false;
  }
}

const patch = (path: string, before: string, after: string): string =>
  createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: 3,
  });
