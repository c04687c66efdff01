// One run of the suite in one VS Code; run-tests.mjs starts it in a process group of its own.
import { runTests } from "@vscode/test-electron";
import { projectRoot } from "./installed.mjs";

// The group's signal reaches VS Code as well; this process waits for it, so that nothing is left.
process.on("SIGTERM", () => {});
// A killed run-tests.mjs signals nobody, but the pipe from it ends.
process.stdin.on("end", () => process.kill(0, "SIGTERM")).resume();
process.stdin.unref();

const [vscodeExecutablePath, extensionTestsPath, workspace, resultFile] = process.argv.slice(2);
try {
  await runTests({
    vscodeExecutablePath,
    extensionTestsPath,
    extensionDevelopmentPath: process.env.SAFE_MIGRATIONS_EXTENSION ?? projectRoot,
    launchArgs: [workspace, "--disable-extensions"],
    extensionTestsEnv: { SAFE_MIGRATIONS_TEST_RESULT: resultFile },
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
