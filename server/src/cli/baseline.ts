import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { replaceFile } from "../disk/write-file.ts";
import { filesOf, writtenText } from "../history/source-file.ts";
import { baselineName, baselineOf, type Found, withoutBaseline } from "../service/accepted.ts";
import type { Service } from "../service.ts";
import { type Input, mustLieBelow } from "./input.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** Writes what `check` would report into the working directory; from then on it reports what is new. Exit code 0. */
export function baseline(service: Service, terminal: Terminal, input: Input): number {
  mustLieBelow(input.histories);
  for (const problem of input.problems) terminal.error(problem);
  const found: Found[] = [];
  for (const opened of input.histories) {
    const history = withoutBaseline(opened);
    for (const { file, path } of filesOf(history)) {
      if (!input.wanted.has(path)) continue;
      terminal.progress(`checking ${path}`);
      const text = writtenText(file, path);
      for (const finding of service.check(history, path, input.settingsOf(history)).findings)
        found.push({ history, finding, text });
    }
  }
  terminal.progress(undefined);
  const folder = resolve(terminal.cwd).replaceAll("\\", "/");
  write(join(terminal.cwd, baselineName), baselineOf(folder, found));
  terminal.write(`${found.length} findings accepted in ${baselineName}\n`);
  return 0;
}

function write(path: string, text: string): void {
  if (!existsSync(path)) {
    writeFileSync(path, text, { flag: "wx" });
    return;
  }
  const refused = replaceFile(path, readFileSync(path, "utf8"), text);
  if (refused !== undefined) throw new UsageError(`${baselineName}: ${refused}`);
}
