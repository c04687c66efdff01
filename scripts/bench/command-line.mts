import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Peer } from "./peers.mts";
import { migrationName, migrationOf } from "./texts.mts";

/** Milliseconds of wall time. */
export interface Checked {
  readonly cold: number;
  /** Once more, nothing changed. */
  readonly again: number;
}

/** `check` over a folder of so many migrations of 2.5 KB. */
export function checkFolder(peer: Peer, files: number): Checked | undefined {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const migrations = join(folder, "migrations");
  mkdirSync(migrations);
  try {
    for (let index = 1; index <= files; index++)
      writeFileSync(join(migrations, migrationName(index)), migrationOf(2500, index * 100));
    return { cold: run(peer, migrations), again: run(peer, migrations) };
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Findings make the programs end with 1; anything else above is a failure of theirs. */
function run(peer: Peer, folder: string): number {
  const { program, args } = peer.check(folder);
  const start = performance.now();
  const { status, signal } = spawnSync(program, [...args], {
    stdio: ["ignore", "ignore", "ignore"],
    timeout: 120_000,
  });
  if (signal !== null || status === null || status > 1) throw new Error(`${peer.name} failed`);
  return performance.now() - start;
}
