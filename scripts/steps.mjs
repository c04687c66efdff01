// Runs the project's commands one after the other, each with its name and its time; stops at the first that fails.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

const npm = process.platform === "win32" ? "npm.cmd" : "npm";

/**
 * Installs what package-lock.json names, unless node_modules is newer than it. Not `npm ci`: it stops where the registry
 * does not carry the optional packages of other platforms (Biome's, esbuild's).
 */
export function install() {
  const stamp = "node_modules/.package-lock.json";
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= statSync("package-lock.json").mtimeMs) return;
  step("install the npm packages", npm, [
    "install",
    "--no-save",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ]);
}

function step(what, command, args, env = {}) {
  console.log(`\n— ${what}`);
  const start = Date.now();
  const { status, signal } = spawnSync(command, args, {
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  if (status !== 0) {
    console.error(`— ${what}: failed (${signal ?? `exit code ${status}`})`);
    process.exit(1);
  }
  console.log(`— ${what}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
}

export const script = (what, name, ...rest) =>
  step(what, npm, ["run", "--silent", name, ...(rest.length > 0 ? ["--", ...rest] : [])]);
