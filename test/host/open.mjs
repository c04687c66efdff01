// Opens the extension, as built in this project, on a folder: in desktop VS Code where `code` is on
// the PATH, else in a browser-hosted one that stays up until Ctrl+C.
// With SAFE_MIGRATIONS_START_CHECK=1 it looks for itself that the extension works, and ends.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { workbenchUrl } from "./browser.mjs";
import { installHost } from "./choose-host.mjs";
import { onPath, projectRoot } from "./installed.mjs";
import { atEnd, runUntilDone } from "./lifetime.mjs";
import { startServer } from "./server.mjs";
import { checkStart } from "./start-check.mjs";

const extension = path.resolve(process.env.SAFE_MIGRATIONS_EXTENSION ?? projectRoot);
const folder = path.resolve(process.argv[2] ?? path.join(projectRoot, "examples"));
const check = process.env.SAFE_MIGRATIONS_START_CHECK === "1";
await runUntilDone(open);

async function open() {
  const { main } = manifest();
  if (!existsSync(path.join(extension, main))) throw new Error(`${main} is not built`);
  if (!existsSync(folder)) throw new Error(`${folder} does not exist`);
  const code = onPath("code");
  return code && !check ? openDesktop(code) : openInBrowser();
}

function openDesktop(code) {
  console.log(`Opening ${folder} in ${code}`);
  const args = [`--extensionDevelopmentPath=${extension}`, folder];
  const child = spawn(code, args, { stdio: "inherit" });
  return new Promise((resolve, reject) => child.once("error", reject).once("exit", resolve));
}

async function openInBrowser() {
  installHost();
  const { port } = await startServer({ extensionsDir: linkedExtensions() });
  if (check) return checkStart(port, folder);
  console.log(`VS Code with Safe Migrations: ${workbenchUrl(port, folder)}`);
  console.log("After a build, reload the page. Ctrl+C ends it.");
  return new Promise(() => {});
}

/**
 * A built workbench takes extensionDevelopmentPath only with a flag that hides notifications.
 * A link in the extensions folder does the same: VS Code reads the project's own files.
 */
function linkedExtensions() {
  const extensions = mkdtempSync(path.join(tmpdir(), "safe-migrations-extensions-"));
  atEnd(async () => rmSync(extensions, { recursive: true, force: true }));
  const { publisher, name, version } = manifest();
  symlinkSync(extension, path.join(extensions, `${publisher}.${name}-${version}`), "dir");
  return extensions;
}

function manifest() {
  return JSON.parse(readFileSync(path.join(extension, "package.json"), "utf8"));
}
