import { resolve } from "node:path";
import { createTwoFilesPatch } from "diff";
import { reasonOf } from "../disk/find-files.ts";
import { createFile, renameFile, replaceFile } from "../disk/write-file.ts";
import type { OpenedHistory } from "../history/open.ts";
import type { Grade } from "../rules/finding.ts";
import type { Service } from "../service.ts";
import type { Input } from "./input.ts";
import { mend, type Rewritten } from "./mend.ts";
import type { Terminal } from "./terminal.ts";

export interface FixArguments {
  readonly grade: Grade;
  readonly dryRun: boolean;
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
  let statements = 0;
  let others = 0;
  let files = 0;
  let left = 0;
  let code = 0;
  const written = new Map<string, string>();
  for (const given of input.histories) {
    const history = withWritten(service, given, written);
    const mended = mend(service, history, {
      grade: args.grade,
      settings: input.settingsOf(given),
      wanted: input.wanted,
      progress: (path) => terminal.progress(`fixing ${path}`),
    });
    left += mended.declined.length;
    for (const { finding, because } of mended.declined)
      terminal.error(`${finding.path}: left as it is: ${finding.message} (${because})`);
    const refused = mended.files.filter((one) => !(args.dryRun ? show : write)(terminal, one));
    if (refused.length > 0) code = 2;
    for (const one of mended.files) if (!refused.includes(one)) written.set(one.path, one.text);
    files += mended.files.length - refused.length;
    statements += mended.statements;
    others += mended.others;
  }
  terminal.progress(undefined);
  const more = others > 0 ? `, and ${counted(others, "finding")} more` : "";
  const rest = left > 0 ? `, ${left} left as they are` : "";
  terminal.error(
    `${counted(statements, "statement")} in ${counted(files, "file")} ${args.dryRun ? "would be " : ""}mended${more}${rest}`,
  );
  return code;
}

const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? "" : "s"}`;

/** A file around two histories was rewritten for the first of them. */
const withWritten = (
  service: Service,
  history: OpenedHistory,
  written: ReadonlyMap<string, string>,
): OpenedHistory =>
  [...written].reduce((one, [path, text]) => service.withText(one, path, text), history);

function show(terminal: Terminal, { path, before = "", text, renamed }: Rewritten): boolean {
  if (renamed !== undefined) terminal.write(`rename from ${path}\nrename to ${renamed}\n`);
  if (text !== before) terminal.write(patch(path, before, text));
  return true;
}

function write(terminal: Terminal, { path, before, text, renamed }: Rewritten): boolean {
  const place = resolve(terminal.cwd, path);
  try {
    const refused =
      before === undefined
        ? createFile(place, text)
        : text === before
          ? undefined
          : replaceFile(place, before, text);
    const named = refused ?? (renamed && renameFile(place, resolve(terminal.cwd, renamed)));
    if (named) terminal.error(`${path}: not written: ${named}`);
    return !named;
  } catch (error) {
    terminal.error(`${path}: not written: ${reasonOf(error)}`);
    return false;
  }
}

const patch = (path: string, before: string, after: string): string =>
  createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: 3,
  });
