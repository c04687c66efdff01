import { run } from "./run.ts";
import { processTerminal } from "./terminal.ts";

// exitCode, not exit(): a pipe that reads slowly still gets everything.
void run(process.argv.slice(2), processTerminal()).then((code) => {
  process.exitCode = code;
});
