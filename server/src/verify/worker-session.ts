import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { lostAnswer, tooLate } from "./answer.ts";
import type { EmbeddedOptions } from "./embedded.ts";
import { type Answer, EngineError, type Lost, type Session } from "./session.ts";
import type { Asked, Told, WorkerData } from "./worker.ts";

/** A new database, in a thread of its own. */
export async function openWorker(data: WorkerData, options: EmbeddedOptions): Promise<Session> {
  const worker = new Worker(join(options.parts, "worker.js"), {
    workerData: data,
    // PostgreSQL's own limit of its stack must come before V8's: else a deep recursion ends without an answer.
    resourceLimits: { stackSizeMb: 16 },
    stdout: true,
    stderr: true,
  });
  const { ask, lose } = questionsTo(worker, options);
  await started(worker, options.signal);

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

/** LOCAL: until the end of the transaction, which for a query by itself is its own end. */
const asOwner =
  "set local session authorization postgres; set local role none; set local search_path = pg_catalog; ";

/** Opening reads 20 MB and starts a server; on a busy machine that takes its time. */
const openingDeadline = 60_000;

/** Throws EngineError when PostgreSQL does not start in it. */
function started(worker: Worker, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
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
    worker.on("error", (error) => broken(endedWith(error)));
    worker.on("exit", (code) => broken(endedWith(code)));
    worker.on("message", (told: Told) => {
      if (told.kind === "broken") broken(`the built-in PostgreSQL did not start: ${told.message}`);
      if (told.kind !== "ready") return;
      clearTimeout(opening);
      signal.removeEventListener("abort", stop);
      resolve();
    });
    if (signal.aborted) stop();
  });
}

const endedWith = (error: unknown): string =>
  `the built-in PostgreSQL ended: ${error instanceof Error ? error.message : `exit code ${error}`}`;

interface Questions {
  readonly ask: (
    make: (id: number) => Asked,
    heard?: (index: number) => void,
  ) => Promise<readonly Answer[]>;
  /** Ends the thread and answers all that is waited for. */
  readonly lose: (why: Lost) => void;
}

interface Waiting {
  readonly answers: Answer[];
  readonly heard: ((index: number) => void) | undefined;
  readonly done: (answers: readonly Answer[]) => void;
}

/** The thread is ended when it is silent for `deadline` milliseconds while somebody waits for an answer. */
function questionsTo(worker: Worker, { deadline, signal }: EmbeddedOptions): Questions {
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
    if (waiting.size > 0) timer = setTimeout(() => lose(tooLate(deadline)), deadline);
  };

  signal.addEventListener("abort", cancel, { once: true });
  worker.on("error", (error) => lose({ kind: "died", message: endedWith(error) }));
  worker.on("exit", (code) => lose({ kind: "died", message: endedWith(code) }));
  worker.on("message", (told: Told) => {
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

  return {
    lose,
    ask: (make, heard) =>
      new Promise((done) => {
        if (lost) return done([lostAnswer(lost)]);
        const id = next++;
        waiting.set(id, { answers: [], heard, done });
        worker.postMessage(make(id));
        watch();
      }),
  };
}
