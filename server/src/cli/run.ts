import { CommanderError } from "commander";
import { ourFailure } from "../service/our-failure.ts";
import { commandLine } from "./command-line.ts";
import type { Terminal } from "./terminal.ts";
import { isUsageError } from "./usage-error.ts";

/** Runs one command line. Exit code: 0 nothing to mend, 1 findings, 2 usage or a failure of ours. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  let code = 0;
  const program = commandLine(terminal, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    terminal.progress(undefined);
    if (isUsageError(error)) terminal.error(`safe-migrations: ${error.message}`);
    else terminal.error(ourFailure("safe-migrations", error));
    return 2;
  }
}
