import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { onTestFinished } from "vitest";

const cli = resolve("dist/cli.js");

/** A folder with these files, gone after the test. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "safe-migrations-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** The built command line, as a user runs it who never ran it before. */
export const command = (cwd: string, ...args: readonly string[]) =>
  commandOf(cli, folderOf({}))(cwd, ...args);

/** A command line that lies at `program`, of a user whose caches are in the folder `caches`. */
export const commandOf =
  (program: string, caches: string) =>
  (cwd: string, ...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
      cwd,
      encoding: "utf8",
      maxBuffer: 1 << 28,
      env: { ...process.env, XDG_CACHE_HOME: caches },
    });
    return { code: status, stdout, stderr };
  };

export const textOf = (folder: string, name: string): string =>
  readFileSync(join(folder, name), "utf8");
