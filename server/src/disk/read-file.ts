import { readFileSync, statSync } from "node:fs";

/** A file's text, or why it is left out. */
export type ReadFile = { readonly text: string } | { readonly skipped: string };

/** 32 MiB: far above any migration, far below what the parser's memory takes. */
const largestFile = 32 * 1024 * 1024;

/** Reads UTF-8 with its byte order mark kept. Throws the system's error for a file that cannot be read. */
export function readMigration(path: string): ReadFile {
  const size = statSync(path).size;
  if (size > largestFile)
    return {
      skipped: `${Math.round(size / 1024 / 1024)} MB is more than a migration can have (32 MB)`,
    };
  const bytes = readFileSync(path);
  if (bytes.subarray(0, 8192).includes(0)) return { skipped: "it is a binary file" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { skipped: "it is not UTF-8" };
  }
}
