import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { openHistories } from "../../server/src/history/open.ts";
import { planOf } from "../../server/src/verify/plan.ts";
import { createVerifier } from "../../server/src/verify/verify.ts";
import { newParser } from "../../test/support/parser.ts";
import { migrationName, migrationOf } from "./texts.mts";

/** Eight statements; most of them fail in their second run, the others are there to be compared. */
const bytes = 800;

const texts = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    path: `migrations/${migrationName(index + 1).replace(".sql", ".up.sql")}`,
    text: migrationOf(bytes, (index + 1) * 100),
  }));

/** Seconds, of wall time and of all processors together. */
export interface Took {
  readonly wall: number;
  readonly processors: number;
}

/** `verify` over so many migrations, each applied and run again. */
export function verifyFolder(count: number): Took {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    mkdirSync(join(folder, "migrations"));
    for (const { path, text } of texts(count)) writeFileSync(join(folder, path), text);
    // Only a shell tells what its children have used.
    const timed = `TIMEFORMAT='%R %U %S'; time "${process.execPath}" "${resolve("dist/cli.js")}" verify migrations >/dev/null 2>&1`;
    const { stderr } = spawnSync("bash", ["-c", timed], {
      cwd: folder,
      encoding: "utf8",
      timeout: 600_000,
    });
    const [wall = Number.NaN, user = 0, system = 0] = stderr.trim().split(" ").map(Number);
    if (Number.isNaN(wall)) throw new Error(`verify failed: ${stderr}`);
    return { wall, processors: user + system };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface Edits {
  /** Milliseconds until the answer to the first edit, which builds the database before it. */
  readonly first: number;
  readonly least: number;
  readonly p50: number;
  readonly p95: number;
}

/** One migration edited on top of so many others: applied, run again, and its locks asked for, at every edit. */
export async function verifyEdits(before: number, edits: number): Promise<Edits> {
  const parser = await newParser();
  const verifier = createVerifier(resolve("dist/verify"));
  const took: number[] = [];
  try {
    for (let edit = 0; edit <= edits; edit++) {
      const files = [
        ...texts(before),
        {
          path: `migrations/${migrationName(before + 1).replace(".sql", ".up.sql")}`,
          text: `${migrationOf(bytes, 1)}-- edit ${edit}\n`,
        },
      ];
      const [history] = openHistories(files);
      const last = files.at(-1);
      if (!history || !last) throw new Error("no history");
      const plan = planOf(parser, history);
      const start = performance.now();
      await verifier.edited({ plan, path: last.path, deadline: 30_000 });
      took.push(performance.now() - start);
    }
  } finally {
    verifier.close();
  }
  const [first = 0, ...others] = took;
  const sorted = others.slice(Math.ceil(edits / 4)).sort((one, other) => one - other);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return { first, least: at(0), p50: at(0.5), p95: at(0.95) };
}
