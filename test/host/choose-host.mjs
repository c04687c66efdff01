import { execFileSync } from "node:child_process";
import path from "node:path";
import { downloadAndUnzipVSCode, SilentReporter } from "@vscode/test-electron";
import { chromiumPath, hostInstalled, projectRoot } from "./installed.mjs";

const shim = path.join(import.meta.dirname, "code-shim.mjs");

/** Desktop VS Code where there is one or one can be had, the browser-hosted one elsewhere. */
export async function chooseHost() {
  const given = process.env.VSCODE_EXECUTABLE;
  if (given && path.resolve(given) === shim) return browserHost("as asked");
  if (given) return desktop(given);
  const version = process.env.VSCODE_VERSION ?? "stable";
  try {
    const reporter = new SilentReporter();
    return desktop(await downloadAndUnzipVSCode({ version, reporter, cachePath }));
  } catch (error) {
    return browserHost(`desktop VS Code cannot be downloaded: ${reason(error)}`);
  }
}

const cachePath = path.join(projectRoot, ".vscode-test");

function desktop(executable) {
  const screen = process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY;
  const needsDisplay = process.platform === "linux" && !screen;
  return { name: `desktop VS Code, ${executable}`, executable, needsDisplay };
}

function browserHost(why) {
  installHost();
  return { name: `browser-hosted VS Code (${why})`, executable: shim, needsDisplay: false };
}

function reason(error) {
  return error?.code ?? error?.message ?? String(error);
}

export function installHost() {
  if (hostInstalled() && chromiumPath()) return;
  const setup = path.join(projectRoot, "scripts/host-setup.mjs");
  execFileSync(process.execPath, [setup], { stdio: "inherit" });
  if (!hostInstalled()) throw new Error("no VS Code to run in; VSCODE_EXECUTABLE can name one");
}
