import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Replaces a file's text in one step (a new file is renamed over it), with its mode. Refuses, and says why, when the
 * file no longer holds `expected`. Throws the system's error when the folder cannot be written.
 */
export function replaceFile(path: string, expected: string, text: string): string | undefined {
  const { mode } = statSync(path);
  if (readFileSync(path, "utf8") !== expected) return "it changed on disk meanwhile";
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    const handle = openSync(draft, "wx", mode);
    try {
      writeSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    chmodSync(draft, mode);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  return undefined;
}

/** A new file, whole or not at all. Refuses, and says why, when there is one. */
export function createFile(path: string, text: string): string | undefined {
  if (existsSync(path)) return "there is such a file already";
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeFileSync(draft, text, { flag: "wx" });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  return undefined;
}

/** Refuses, and says why, when the new name is taken. */
export function renameFile(path: string, renamed: string): string | undefined {
  if (existsSync(renamed)) return `there is ${basename(renamed)} already`;
  renameSync(path, renamed);
  return undefined;
}
