import { privateFolder } from "../disk/private-folder.ts";
import type { Severity } from "../rules/finding.ts";
import { placeOf, recall, remember } from "./answers.ts";
import type { CheckFormat, Configured } from "./formats.ts";
import { gather } from "./gather.ts";
import { build, loadCommands } from "./load-commands.ts";
import type { Terminal } from "./terminal.ts";

export interface CheckOptions extends Configured {
  readonly format: CheckFormat;
  readonly since?: string;
  readonly fixes: boolean;
  readonly cache: boolean;
  readonly failOn: Severity | "never";
}

/** What was said before is said again where everything that it was worked out from is the same. */
export async function checkAgain(
  terminal: Terminal,
  paths: readonly string[],
  options: CheckOptions,
): Promise<number> {
  const gathered = gather(terminal.cwd, paths, options.config);
  const { cache, ...others } = options;
  // What git answers is not among what was gathered.
  const isWhole = cache && options.since === undefined && build !== undefined;
  const folder = isWhole ? privateFolder() : undefined;
  if (!folder || build === undefined) return (await work(terminal, gathered)).code;
  const place = placeOf(folder, build, gathered, { ...others, colour: terminal.colour });
  const answer = recall(place, gathered);
  if (!answer) return remember(place, terminal, gathered, work);
  for (const { out, text } of answer.said) (out ? terminal.write : terminal.error)(text);
  return answer.code;

  async function work(to: Terminal, from: typeof gathered) {
    const commands = await loadCommands();
    return commands.check(to, from, options);
  }
}
