import { createHash, randomBytes } from "node:crypto";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where what can be worked out again is kept. Nothing here throws: what cannot be read or written is not there. */
export interface PrivateFolder {
  readonly read: (name: string) => Buffer | undefined;
  readonly write: (name: string, bytes: Uint8Array) => void;
}

/**
 * The user's own folder for caches, never one of the repository: whoever may write there could say that nothing is
 * wrong. Undefined where it cannot be had, or others may write into it.
 */
export function privateFolder(): PrivateFolder | undefined {
  const folder = join(home(), "safe-migrations");
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOwn(folder)) return undefined;
  } catch {
    return undefined;
  }
  return {
    read: (name) => sound(readAt(join(folder, name))),
    write: (name, bytes) => {
      try {
        replace(join(folder, name), bytes);
        prune(folder);
      } catch {
        // A full or read-only disk: the work is done again next time.
      }
    },
  };
}

/** The XDG base directory specification, and what stands in for it elsewhere. */
function home(): string {
  const named = process.env["XDG_CACHE_HOME"];
  if (named) return named;
  if (process.platform === "win32")
    return process.env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local");
  return join(homedir(), process.platform === "darwin" ? "Library/Caches" : ".cache");
}

function isOwn(folder: string): boolean {
  const { uid, mode } = statSync(folder);
  // Windows has no such modes: a folder below the user's profile is the user's.
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}

function readAt(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

const sumLength = 32;
const sumOf = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

/** Without its checksum; undefined where that does not fit. */
function sound(written: Buffer | undefined): Buffer | undefined {
  const bytes = written?.subarray(sumLength);
  return bytes && sumOf(bytes).equals(written?.subarray(0, sumLength) ?? bytes) ? bytes : undefined;
}

/** In one step. */
function replace(path: string, bytes: Uint8Array): void {
  const draft = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    writeFileSync(draft, Buffer.concat([sumOf(bytes), bytes]), { flag: "wx", mode: 0o600 });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

const most = 100 * 1024 * 1024;

/** What was written last stays. */
function prune(folder: string): void {
  const files = readdirSync(folder)
    .map((name) => ({ name, stat: statSync(join(folder, name), { throwIfNoEntry: false }) }))
    .sort((a, b) => (b.stat?.mtimeMs ?? 0) - (a.stat?.mtimeMs ?? 0));
  let total = 0;
  for (const { name, stat } of files) {
    total += stat?.size ?? 0;
    if (total > most) rmSync(join(folder, name), { force: true });
  }
}
