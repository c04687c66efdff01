// The packaged extension in VS Code, used as a person uses it; every step leaves a picture.
//   node test/host/ui.mjs [x.vsix] [--folder examples] [--file migrations/….sql] [--images docs/images]
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { newPage, remoteUri, startBrowser, workbenchUrl } from "./browser.mjs";
import { installHost } from "./choose-host.mjs";
import { projectRoot } from "./installed.mjs";
import { atEnd, runUntilDone } from "./lifetime.mjs";
import { installExtension, startServer } from "./server.mjs";
import { runScenario } from "./ui/scenario.mjs";
import { screenshot, waitForWorkbench } from "./ui/workbench.mjs";

const limit = 180_000;
const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: "string", default: "examples" },
    file: { type: "string", default: "migrations/000002_orders.up.sql" },
    images: { type: "string", default: "out/ui" },
  },
});
const started = performance.now();
await runUntilDone(() => Promise.race([uiTest(), timeUp()]));

async function uiTest() {
  const folder = copyOf(path.resolve(given.folder));
  const page = await openVsCode(folder);
  const picture = (name) => screenshot(page, path.join(given.images, `${name}.png`));
  try {
    await runScenario({ page, folder, file: given.file, picture, step });
  } catch (error) {
    await screenshot(page, path.join(projectRoot, "out/ui/failure.png"));
    throw error;
  }
  step("passed");
  return 0;
}

async function openVsCode(folder) {
  installHost();
  const extensionsDir = temporary("extensions");
  await installExtension(vsix(), extensionsDir);
  step("extension installed");
  const { port } = await startServer({ extensionsDir });
  const page = await newPage(await startBrowser());
  page.setDefaultTimeout(30_000);
  const openFile = remoteUri(port, path.join(folder, given.file));
  await page.goto(workbenchUrl(port, folder, [["openFile", openFile]]));
  await waitForWorkbench(page);
  step("VS Code open");
  return page;
}

function vsix() {
  const file = path.resolve(positionals[0] ?? path.join(projectRoot, "safe-migrations.vsix"));
  if (!existsSync(file)) throw new Error(`${file} is not packaged`);
  return file;
}

/** The scenario writes files, and not into the project. */
function copyOf(folder) {
  const copy = path.join(temporary("ui"), path.basename(folder));
  cpSync(folder, copy, { recursive: true });
  return copy;
}

function temporary(what) {
  const folder = mkdtempSync(path.join(tmpdir(), `safe-migrations-${what}-`));
  atEnd(async () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function step(what) {
  console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(5)} s  ${what}`);
}

async function timeUp() {
  await delay(limit, undefined, { ref: false });
  throw new Error(`ui test: not done after ${limit / 1000} s`);
}
