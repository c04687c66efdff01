import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { endGroup } from "./group.mjs";
import { node24, vscodeDir } from "./installed.mjs";
import { atEnd } from "./lifetime.mjs";

const startLimit = 60_000;
const quietSettings = {
  "chat.disableAIFeatures": true,
  "editor.cursorBlinking": "solid",
  "editor.minimap.enabled": false,
  "editor.occurrencesHighlight": "off",
  "editor.scrollBeyondLastLine": false,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "files.simpleDialog.enable": true,
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "window.restoreWindows": "none",
  "workbench.colorTheme": "Default Light Modern",
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/**
 * Starts VS Code's server on a free port of 127.0.0.1, with a profile of its own.
 * `flags`: --enable-smoke-test-driver is what makes a built workbench take extensionDevelopmentPath
 * and extensionTestsPath, but it also hides notifications, so only the test runner gives it.
 */
export async function startServer({ extensionsDir, flags = [] }) {
  const profile = mkdtempSync(path.join(tmpdir(), "safe-migrations-vscode-"));
  mkdirSync(path.join(profile, "user/User"), { recursive: true });
  writeFileSync(path.join(profile, "user/User/settings.json"), JSON.stringify(quietSettings));
  const server = spawn(node24, [...serverArgs(profile, extensionsDir), ...flags], {
    stdio: ["ignore", "pipe", "pipe"],
    env: serverEnv(),
    detached: true,
  });
  atEnd(async () => {
    await endGroup(server.pid);
    rmSync(profile, { recursive: true, force: true });
  });
  return { port: await listening(server) };
}

/** Installs a packaged extension the way a user does, into a folder of its own. */
export async function installExtension(vsix, extensionsDir) {
  const args = [...serverCommand, "--extensions-dir", extensionsDir, "--install-extension", vsix];
  const child = spawn(node24, args, { stdio: ["ignore", "pipe", "pipe"], env: serverEnv() });
  const said = listen(child);
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`installing ${vsix} failed:\n${said()}`);
}

const serverCommand = [
  "--import",
  path.join(import.meta.dirname, "end-with-parent.mjs"),
  path.join(vscodeDir, "out/server-main.js"),
  "--accept-server-license-terms",
];

function serverArgs(profile, extensionsDir = path.join(profile, "extensions")) {
  return [
    ...serverCommand,
    ...["--host", "127.0.0.1", "--port", "0", "--without-connection-token"],
    ...["--telemetry-level", "off", "--disable-workspace-trust"],
    ...["--user-data-dir", path.join(profile, "user")],
    ...["--server-data-dir", path.join(profile, "server")],
    ...["--extensions-dir", extensionsDir],
  ];
}

/** Started from a terminal of VS Code, its variables would make the server half a desktop one. */
function serverEnv() {
  const foreign = /^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/;
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(own), EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
}

function listening(server) {
  const said = listen(server);
  return new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`VS Code's server ${why}\n${said()}`));
    const timer = setTimeout(() => fail("did not start in time"), startLimit);
    server.once("exit", (code) => fail(`ended with code ${code}`));
    server.stdout.on("data", () => {
      const port = /Extension host agent listening on (\d+)/.exec(said())?.[1];
      if (!port) return;
      clearTimeout(timer);
      resolve(Number(port));
    });
  });
}

function listen(child) {
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      said = (said + chunk).slice(-8000);
    });
  return () => said;
}
