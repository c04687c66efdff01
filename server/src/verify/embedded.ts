import { existsSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { builtIn } from "./built-in.ts";
import { bundleOf } from "./bundles.ts";
import { type Answer, type Engine, EngineError, type Lost, type Session } from "./session.ts";
import type { Asked, Told, WorkerData } from "./worker.ts";

export interface EmbeddedOptions {
  readonly parts: string;
  /** Names in CREATE EXTENSION. */
  readonly extensions: readonly string[];
  /** Milliseconds that one statement may take. */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

/** The extensions that the package has, of those that are named. */
const hasExtension = (parts: string, name: string): boolean =>
  existsSync(join(parts, "extensions", `${bundleOf(name)}.tar.gz`));

/** PGlite: PostgreSQL compiled to WASM. Each database is an instance in a thread of its own, which can be killed. */
export function embedded(options: EmbeddedOptions): Engine {
  const open = new Set<Session>();
  // PL/pgSQL is always there.
  const named = options.extensions.filter((name) => name !== "plpgsql");
  const data: WorkerData = {
    parts: options.parts,
    extensions: named.filter((name) => hasExtension(options.parts, name)),
    stubs: named.filter((name) => !hasExtension(options.parts, name)),
  };
  return {
    name: builtIn,
    lacks: data.stubs,
    roles: new Set(),
    async open() {
      const session = await openWorker(data, options);
      open.add(session);
      return session;
    },
    async close() {
      await Promise.all([...open].map((session) => session.close()));
    },
  };
}

/** LOCAL: until the end of the transaction, which for a query by itself is its own end. */
const asOwner =
  "set local session authorization postgres; set local role none; set local search_path = pg_catalog; ";

/** Opening reads 20 MB and starts a server; on a busy machine that takes its time. */
const openingDeadline = 60_000;

interface Waiting {
  readonly answers: Answer[];
  readonly heard: ((index: number) => void) | undefined;
  readonly done: (answers: readonly Answer[]) => void;
}

async function openWorker(
  data: WorkerData,
  { deadline, signal, parts }: EmbeddedOptions,
): Promise<Session> {
  const worker = new Worker(join(parts, "worker.js"), {
    workerData: data,
    // PostgreSQL's own limit of its stack must come before V8's: else a deep recursion ends without an answer.
    resourceLimits: { stackSizeMb: 16 },
    stdout: true,
    stderr: true,
  });
  const waiting = new Map<number, Waiting>();
  let lost: Lost | undefined;
  let timer: NodeJS.Timeout | undefined;
  let next = 0;

  const lose = (why: Lost): void => {
    if (lost) return;
    lost = why;
    clearTimeout(timer);
    signal.removeEventListener("abort", cancel);
    void worker.terminate();
    for (const one of waiting.values()) one.done([...one.answers, lostAnswer(why)]);
    waiting.clear();
  };
  const cancel = (): void => lose({ kind: "cancelled", message: "cancelled" });
  const watch = (): void => {
    clearTimeout(timer);
    if (waiting.size === 0) return;
    timer = setTimeout(
      () =>
        lose({
          kind: "deadline",
          message: `did not end within ${deadline / 1000} s and was stopped`,
        }),
      deadline,
    );
  };

  await new Promise<void>((resolve, reject) => {
    const broken = (message: string): void => {
      clearTimeout(opening);
      void worker.terminate();
      reject(new EngineError(message));
    };
    const opening = setTimeout(
      () => broken("the built-in PostgreSQL did not start within 60 s"),
      openingDeadline,
    );
    const stop = (): void => broken("cancelled");
    signal.addEventListener("abort", stop, { once: true });
    const ended = (error: unknown): void => {
      const message = `the built-in PostgreSQL ended: ${error instanceof Error ? error.message : `exit code ${error}`}`;
      broken(message);
      lose({ kind: "died", message });
    };
    worker.on("error", ended);
    worker.on("exit", ended);
    worker.on("message", (told: Told) => {
      if (told.kind === "broken") broken(`the built-in PostgreSQL did not start: ${told.message}`);
      if (told.kind === "ready") {
        clearTimeout(opening);
        signal.removeEventListener("abort", stop);
        resolve();
      }
      if (told.kind !== "answer" && told.kind !== "done") return;
      const one = waiting.get(told.id);
      if (!one) return;
      if (told.kind === "answer") {
        one.answers.push(told.answer);
        one.heard?.(told.index);
        if (told.answer.lost) return lose(told.answer.lost);
      } else {
        waiting.delete(told.id);
        one.done(one.answers);
      }
      watch();
    });
    if (signal.aborted) stop();
  });
  signal.addEventListener("abort", cancel, { once: true });

  const ask = (make: (id: number) => Asked, heard?: (index: number) => void) =>
    new Promise<readonly Answer[]>((done) => {
      if (lost) return done([lostAnswer(lost)]);
      const id = next++;
      waiting.set(id, { answers: [], heard, done });
      worker.postMessage(make(id));
      watch();
    });
  const run = async (sql: string): Promise<Answer> => {
    const answers = await ask((id) => ({ kind: "run", id, sql }));
    return answers[0] ?? lostAnswer({ kind: "died", message: "no answer" });
  };
  return {
    run,
    async look(sql) {
      const answer = await run(`${asOwner}${sql}`);
      if (answer.error) throw new Error(`${answer.error.message} (${sql.slice(0, 200)})`);
      return answer;
    },
    runEach: (statements, how, heard) =>
      ask((id) => ({ kind: "each", id, statements, how }), heard),
    async close() {
      lose({ kind: "cancelled", message: "closed" });
      await worker.terminate();
    },
  };
}

const lostAnswer = (lost: Lost): Answer => ({ completed: 0, rows: [], milliseconds: 0, lost });
