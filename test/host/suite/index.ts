import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import Mocha from "mocha";

// Bundled to out/host/suite.js; the list of test files is read where they are written.
const sources = path.join(__dirname, "../../test/host/suite");

/** What VS Code calls inside its extension host: it must reject when a test failed. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", reporter: "spec", timeout: 60_000 });
  mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, "", mocha);
  for (const name of testNames()) await import(`./${name}.test.ts`);
  report(await new Promise<Mocha.Runner>((done) => finish(mocha, done)));
}

function testNames(): string[] {
  const ending = ".test.ts";
  const files = readdirSync(sources).filter((file) => file.endsWith(ending));
  return files.map((file) => file.slice(0, -ending.length)).sort();
}

function finish(mocha: Mocha, done: (runner: Mocha.Runner) => void): void {
  const runner = mocha.run(() => done(runner));
}

function report({ stats }: Mocha.Runner): void {
  const tests = stats?.tests ?? 0;
  const failures = stats?.failures ?? 0;
  const file = process.env.SAFE_MIGRATIONS_TEST_RESULT;
  if (file) writeFileSync(file, JSON.stringify({ tests, failures }));
  if (tests === 0) throw new Error("no test ran");
  if (failures > 0) throw new Error(`${failures} of ${tests} tests failed`);
}
