import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Command, type LanguageServer, startLanguageServer } from "./language-server.mts";
import { migrationName, migrationOf } from "./texts.mts";

/** Milliseconds, and bytes of memory; undefined where the server died or did not answer in time. */
export interface Typed {
  /** To the first diagnostics. */
  readonly open: number;
  /** To the last ones, where a server says something at once and more later. */
  readonly complete: number;
  readonly p50: number;
  readonly p95: number;
  readonly codeAction: number;
  readonly memory: number;
}

const deadline = 120_000;

/** A file of so many bytes, after so many other migrations, in which somebody types. */
export async function keystrokes(
  command: Command,
  bytes: number,
  before: number,
  times: number,
): Promise<Typed | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const migrations = join(folder, "migrations");
  mkdirSync(migrations);
  for (let index = 1; index <= before; index++)
    writeFileSync(join(migrations, migrationName(index)), migrationOf(2500, index * 100));
  const path = join(migrations, migrationName(before + 1));
  const text = migrationOf(bytes, 1_000_000);
  writeFileSync(path, text);
  const server = await startLanguageServer(command, folder);
  try {
    return await inTime(type(server, path, text, times));
  } catch {
    return undefined;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In the middle of the file, in the name of a column: every key leaves SQL that can be read. */
async function type(
  server: LanguageServer,
  path: string,
  text: string,
  times: number,
): Promise<Typed> {
  const opened = performance.now();
  const open = await milliseconds(() => server.open(path, text));
  await server.settled();
  const complete = performance.now() - opened;
  const offset = text.indexOf("nickname", text.length / 2 - 2000) + "nickname".length;
  const lines = text.slice(0, offset).split("\n");
  const line = lines.length - 1;
  const start = lines.at(-1)?.length ?? 0;
  const taken: number[] = [];
  for (let key = 0; key < times; key++)
    taken.push(await milliseconds(() => server.type(path, { line, character: start + key }, "x")));
  const sorted = taken.slice(Math.min(3, times - 1)).sort((a, b) => a - b);
  const quantile = (q: number): number => sorted[Math.floor(sorted.length * q)] ?? Number.NaN;
  const codeAction = await milliseconds(() => server.codeActions(path, { line, character: 4 }));
  return {
    open,
    complete,
    p50: quantile(0.5),
    p95: quantile(0.95),
    codeAction,
    memory: server.memory(),
  };
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), deadline);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
