#!/usr/bin/env node
// Looks enough like a desktop VS Code for @vscode/test-electron's runTests: takes
// --extensionDevelopmentPath=, --extensionTestsPath= and a folder, and runs the suite in the real
// extension host of VS Code's server, with the workbench in headless Chromium.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { format } from "node:util";
import { newPage, remoteUri, startBrowser, workbenchUrl } from "./browser.mjs";
import { projectRoot } from "./installed.mjs";
import { runUntilDone } from "./lifetime.mjs";
import { startServer } from "./server.mjs";

// What VS Code itself says on every start, such as that its optional native modules were not built.
const noise = new RegExp(
  [
    "^\\[(AccountPolicyGate|DefaultAccount|AgentHost\\b.*|Service Worker|reconnection-grace-time)\\]",
    "^(Canceled: Canceled|Creating a socket|Creation of workbench contribution)",
    "^(Resolving|Resolved) connection token",
    "additional builtin extensions|open-vsx",
    "Could not locate the bindings file|build/Release/watchdog|vsda",
  ].join("|"),
);
const args = process.argv.slice(2);
await runUntilDone(runSuite);

async function runSuite() {
  const folder = args.find((arg) => !arg.startsWith("-")) ?? process.cwd();
  const { port } = await startServer({ flags: ["--enable-smoke-test-driver"] });
  const page = await newPage(await startBrowser());
  page.on("pageerror", (error) => console.error(error));
  await page.exposeFunction("codeAutomationLog", (_type, said) => print(said));
  const exit = new Promise((resolve) => page.exposeFunction("codeAutomationExit", resolve));
  const payload = ["extensionDevelopmentPath", "extensionTestsPath"].map((name) => [
    name,
    remoteUri(port, given(name)),
  ]);
  await page.goto(workbenchUrl(port, path.resolve(folder), payload));
  const code = await exit;
  if (code !== 0) await photograph(page);
  return code;
}

function given(name) {
  const prefix = `--${name}=`;
  const value = args.findLast((arg) => arg.startsWith(prefix));
  if (!value) throw new Error(`${prefix}… is missing`);
  return path.resolve(value.slice(prefix.length));
}

/** The extension host's console arrives with %c style prefixes and one style argument for each. */
function print([first, ...rest]) {
  const styles = typeof first === "string" ? (first.match(/%c/g) ?? []).length : 0;
  const head = styles > 0 ? first.replaceAll("%c", "") : first;
  const text = format(head, ...rest.slice(styles));
  if (!noise.test(text)) console.log(text);
}

async function photograph(page) {
  const file = path.join(projectRoot, "out/host/failure.png");
  mkdirSync(path.dirname(file), { recursive: true });
  await page.screenshot({ path: file });
  console.error(`The workbench at that moment: ${file}`);
}
