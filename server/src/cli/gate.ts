import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { version } from "../../../package.json";
import { replaceFile } from "../disk/write-file.ts";
import { type GateFile, planGate } from "../scaffold/gate.ts";
import { type Input, mustLieBelow } from "./input.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export interface GateArguments {
  /** Files that are there with another text are replaced. */
  readonly force: boolean;
}

/** Writes the workflow and the hook. Exit code 1 where a file was there and was left as it is. Throws UsageError. */
export function gate(terminal: Terminal, { histories }: Input, args: GateArguments): number {
  mustLieBelow(histories);
  const plan = planGate({
    folders: histories.map((one) => one.folder),
    version,
    husky: existsSync(join(terminal.cwd, ".husky")),
  });
  const left = plan.files.filter((file) => !write(terminal, file, args.force));
  for (const one of plan.next) terminal.write(`next: ${one}\n`);
  return left.length > 0 ? 1 : 0;
}

/** False where the file is there with another text and stays so. */
function write(terminal: Terminal, { path, text, executable }: GateFile, force: boolean): boolean {
  const file = join(terminal.cwd, path);
  if (existsSync(file)) {
    const before = readFileSync(file, "utf8");
    if (before === text) return true;
    if (!force) {
      terminal.error(`${path} is there already and was left as it is; --force replaces it`);
      return false;
    }
    const refused = replaceFile(file, before, text);
    if (refused) throw new UsageError(`${path}: ${refused}`);
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: "wx" });
  }
  if (executable) chmodSync(file, 0o755);
  terminal.write(`${path}\n`);
  return true;
}
