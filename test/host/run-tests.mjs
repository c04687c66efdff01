// Runs out/host/suite.js inside VS Code. Exit code 0 means: at least one test ran and all passed.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { chooseHost } from "./choose-host.mjs";
import { endGroup } from "./group.mjs";
import { onPath, projectRoot } from "./installed.mjs";
import { atEnd, runUntilDone } from "./lifetime.mjs";

const limit = Number(process.env.SAFE_MIGRATIONS_HOST_LIMIT ?? 300) * 1000;
await runUntilDone(runHostTests);

async function runHostTests() {
  const suite = path.join(projectRoot, "out/host/suite.js");
  if (!existsSync(suite)) throw new Error(`${suite} is not built`);
  const host = await chooseHost();
  console.log(`host tests: ${host.name}`);
  const folder = mkdtempSync(path.join(tmpdir(), "safe-migrations-test-"));
  atEnd(async () => rmSync(folder, { recursive: true, force: true }));
  const workspace = path.join(folder, "workspace");
  const resultFile = path.join(folder, "result.json");
  mkdirSync(workspace);

  const launch = path.join(import.meta.dirname, "launch.mjs");
  const command = [process.execPath, launch, host.executable, suite, workspace, resultFile];
  const code = await inGroup(host.needsDisplay ? withDisplay(command) : command);
  return verdict(code, resultFile);
}

function withDisplay(command) {
  const xvfb = onPath("xvfb-run");
  if (!xvfb) throw new Error("desktop VS Code needs a display: apt-get install xvfb");
  return [xvfb, "-a", ...command];
}

/** A process group, because @vscode/test-electron does not say which process it started. */
async function inGroup([program, ...args]) {
  const child = spawn(program, args, {
    stdio: ["pipe", "inherit", "inherit"],
    detached: true,
  });
  atEnd(() => endGroup(child.pid));
  const exit = new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
  const late = delay(limit, "late", { ref: false });
  const code = await Promise.race([exit, late]);
  if (code !== "late") return code;
  console.error(`host tests: not done after ${limit / 1000} s`);
  return 1;
}

/** VS Code may end with 0 without having run the suite, so the suite's own count is asked. */
function verdict(code, resultFile) {
  const { tests, failures } = readResult(resultFile);
  if (code === 0 && tests === 0) console.error("host tests: no test ran");
  return code === 0 && tests > 0 && failures === 0 ? 0 : 1;
}

function readResult(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { tests: 0, failures: 0 };
}
