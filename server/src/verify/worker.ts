import { readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { gunzipSync } from "node:zlib";
import { type Extension, type Extensions, PGlite, protocol } from "@electric-sql/pglite";
import { type ErrorFields, serverError } from "./answer.ts";
import { bundleOf } from "./bundles.ts";
import { freshCounters, type LockBook, lockBook, locksQuery, relationsQuery } from "./locks.ts";
import type { Answer, EachHow, ServerError } from "./session.ts";
import { stubOf } from "./stub-extension.ts";
import { highestXid, writerBook } from "./writers.ts";

/** What the host hands to the thread that holds one PGlite instance. */
export interface WorkerData {
  /** The folder with pglite.wasm, pglite.data, empty.tar.gz and the extensions. */
  readonly parts: string;
  readonly extensions: readonly string[];
  /** Extensions that are not in the package: taken as installed, empty. */
  readonly stubs: readonly string[];
}

export type Asked =
  | { readonly kind: "run"; readonly id: number; readonly sql: string }
  | {
      readonly kind: "each";
      readonly id: number;
      readonly statements: readonly string[];
      readonly how: EachHow;
    }
  | { readonly kind: "close"; readonly id: number };

export type Told =
  | { readonly kind: "ready" }
  | { readonly kind: "broken"; readonly message: string }
  | {
      readonly kind: "answer";
      readonly id: number;
      readonly index: number;
      readonly answer: Answer;
    }
  | { readonly kind: "done"; readonly id: number };

const port = parentPort;
if (port) {
  const tell = (told: Told): void => port.postMessage(told);
  open(workerData as WorkerData)
    .then((pg) => {
      const serve = server(pg, tell);
      let last = Promise.resolve();
      port.on("message", (asked: Asked) => {
        last = last.then(() => serve(asked));
      });
      tell({ kind: "ready" });
    })
    .catch((error: unknown) => tell({ kind: "broken", message: messageOf(error) }));
}

async function open({ parts, extensions, stubs }: WorkerData): Promise<PGlite> {
  const part = (name: string) => readFileSync(join(parts, name));
  const loaded: Extensions = {};
  for (const name of extensions)
    loaded[name] = bundled(name, join(parts, "extensions", `${bundleOf(name)}.tar.gz`));
  const stubFiles = stubs.map((name) => ({ name, file: stubOf(name) }));
  for (const { name, file } of stubFiles) loaded[name] = bundled(name, file);
  const pg = await PGlite.create({
    pgliteWasmModule: await WebAssembly.compile(part("pglite.wasm")),
    fsBundle: new Blob([part("pglite.data")]),
    loadDataDir: new Blob([gunzipSync(part("empty.tar.gz"))]),
    extensions: loaded,
    // A failure in the WASM code writes there; what matters comes as messages.
    onStderr: () => true,
  });
  for (const { file } of stubFiles) rmSync(dirname(file), { recursive: true, force: true });
  return pg;
}

function bundled(name: string, file: string): Extension {
  return { name, setup: async () => ({ bundlePath: pathToFileURL(file) }) };
}

function server(pg: PGlite, tell: (told: Told) => void): (asked: Asked) => Promise<void> {
  const locks = lockBook();
  const writers = writerBook();
  const run = (sql: string): Promise<Answer> => simpleQuery(pg, sql);
  // Planning a question costs more than answering it.
  const prepared = new Set<string>();
  const askPrepared = async (name: string, question: string): Promise<Answer> => {
    if (!prepared.has(name) && !(await run(`prepare ${name} as ${question}`)).error)
      prepared.add(name);
    return run(prepared.has(name) ? `execute ${name}` : question);
  };
  const forgets = (sql: string): void => {
    if (/\b(?:discard|deallocate)\b/i.test(sql)) prepared.clear();
  };
  /** In its subtransaction, where it has one. */
  const added = async (sql: string, answer: Answer, how: EachHow): Promise<Answer> => {
    forgets(sql);
    if (how.asking === undefined || answer.error || answer.lost) return answer;
    if (how.asking === "locks") {
      const held = await askPrepared("_verify_locks", locksQuery);
      return held.error ? answer : { ...answer, locks: locks.read(held.rows) };
    }
    const writer = writers.read((await askPrepared("_verify_writer", highestXid)).rows);
    return writer === undefined ? answer : { ...answer, writer };
  };
  return async (asked) => {
    if (asked.kind === "close") await pg.close().catch(() => undefined);
    if (asked.kind === "run") {
      forgets(asked.sql);
      if (asked.sql === "begin") await run(freshCounters);
      follow(locks, asked.sql);
      tell({ kind: "answer", id: asked.id, index: 0, answer: await run(asked.sql) });
    }
    if (asked.kind === "each") {
      const { asking } = asked.how;
      if (asking !== "locks") locks.missed();
      else if (locks.isStale()) locks.know((await run(relationsQuery)).rows);
      if (asking === "writer")
        writers.begin((await askPrepared("_verify_writer", highestXid)).rows);
      for (const [index, sql] of asked.statements.entries()) {
        const told = await one(run, sql, asked.how, added);
        tell({ kind: "answer", id: asked.id, index, answer: told });
        if (told.lost || (told.error && asked.how.failing === "stop")) break;
      }
    }
    tell({ kind: "done", id: asked.id });
  };
}

/** What is run by itself may make and drop relations, but for our own questions. */
function follow(locks: LockBook, sql: string): void {
  if (sql === "begin") locks.begin();
  else if (sql === "commit") locks.commit();
  else if (sql === "rollback") locks.rollback();
  else if (!/^(?:select|set local)\b/.test(sql)) locks.missed();
}

async function one(
  run: (sql: string) => Promise<Answer>,
  sql: string,
  how: EachHow,
  added: (sql: string, answer: Answer, how: EachHow) => Promise<Answer>,
): Promise<Answer> {
  if (how.failing === "stop") return added(sql, await run(sql), how);
  const marked = await run("savepoint _verify");
  if (marked.error || marked.lost) return marked;
  const answer = await added(sql, await run(sql), how);
  if (answer.lost) return answer;
  const ended = await run(
    answer.error ? "rollback to savepoint _verify; release _verify" : "release _verify",
  );
  return ended.lost || (ended.error && !answer.error) ? ended : answer;
}

/** RESET SESSION AUTHORIZATION does nothing in PGlite 0.5; the longer form does. */
const resetSession =
  /^\s*(?:reset\s+session\s+authorization|set\s+session\s+authorization\s+default)\s*;?\s*$/i;

async function simpleQuery(pg: PGlite, sql: string): Promise<Answer> {
  const sent = resetSession.test(sql) ? "set session authorization postgres" : sql;
  const start = performance.now();
  let messages: Awaited<ReturnType<PGlite["execProtocol"]>>["messages"];
  try {
    ({ messages } = await pg.execProtocol(protocol.serialize.query(sent), { throwOnError: false }));
  } catch (error) {
    const milliseconds = performance.now() - start;
    return {
      completed: 0,
      rows: [],
      milliseconds,
      lost: { kind: "died", message: `the built-in PostgreSQL broke down: ${messageOf(error)}` },
    };
  }
  const milliseconds = performance.now() - start;
  let completed = 0;
  const rows: (readonly (string | null)[])[] = [];
  let error: ServerError | undefined;
  for (const message of messages) {
    if (message.name === "commandComplete" || message.name === "emptyQuery") completed++;
    else if (message.name === "dataRow")
      rows.push((message as unknown as { fields: (string | null)[] }).fields);
    else if (message.name === "error") error = serverError(message as unknown as ErrorFields);
  }
  const answer = { completed, rows, milliseconds, ...(error ? { error } : {}) };
  // Without the closing message the instance overflowed its stack, or worse, and answers nonsense from now on.
  if (messages.at(-1)?.name !== "readyForQuery")
    return {
      ...answer,
      lost: { kind: "died", message: "the built-in PostgreSQL broke down without an answer" },
    };
  // After one failed library load every later one fails, PL/pgSQL's too.
  if (error && /could not (?:load library|access file)/.test(error.message))
    return { ...answer, lost: { kind: "died", message: error.message } };
  return answer;
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
