import { type ChildProcess, fork } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { FromHost, ToHost } from "./job.ts";
import type { FileReport, Progress, Report } from "./report.ts";
import { EngineError } from "./session.ts";

/** The process that runs SQL: from the first question on, and anew after it has ended. */
export interface HostProcess {
  /** Throws EngineError where it cannot be started; whoever waits for one that ends is told. */
  readonly ask: (
    one: Asking,
    message: (id: number) => Exclude<ToHost, { kind: "cancel" }>,
    signal?: AbortSignal,
  ) => void;
  readonly close: () => void;
}

/** Who is told what comes of a question. */
export interface Asking {
  readonly onProgress: (progress: Progress) => void;
  readonly done: (report: Report) => void;
  readonly fileDone: (report: FileReport) => void;
  readonly failed: (error: Error) => void;
}

/** `parts`: the folder that the build fills. `ended`: called when it has forgotten all that it was told. */
export function createHostProcess(parts: string, ended: () => void): HostProcess {
  const asking = new Map<number, Asking>();
  let host: ChildProcess | undefined;
  let next = 0;

  const failAll = (message: string): void => {
    for (const one of asking.values()) one.failed(new EngineError(message));
  };
  const start = (): ChildProcess => {
    const child = forkHost(parts);
    child.on("message", (message: FromHost) => {
      const one = asking.get(message.id);
      if (!one) return;
      if (message.kind !== "progress") asking.delete(message.id);
      hand(message, one);
    });
    child.on("exit", (code, signal) => {
      if (host === child) {
        host = undefined;
        ended();
      }
      failAll(`the verify process ended (${signal ?? `exit code ${code}`})`);
      asking.clear();
    });
    child.on("error", (error) => failAll(error.message));
    return child;
  };

  return {
    ask(one, message, signal) {
      host ??= start();
      const child = host;
      const id = next++;
      asking.set(id, one);
      const say = (what: ToHost): void => void child.send(what);
      say(message(id));
      if (signal?.aborted) say({ kind: "cancel", id });
      signal?.addEventListener("abort", () => asking.has(id) && say({ kind: "cancel", id }), {
        once: true,
      });
    },
    close() {
      host?.kill();
      host = undefined;
      ended();
    },
  };
}

function forkHost(parts: string): ChildProcess {
  if (!existsSync(join(parts, "host.js")))
    throw new EngineError(`${parts} does not hold the built-in PostgreSQL; build the project`);
  return fork(join(parts, "host.js"), [], {
    // Cold code of 9 MB of WASM: compiled once without optimising it runs four times sooner than it is optimised.
    execArgv: ["--liftoff-only"],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
}

function hand(message: FromHost, { onProgress, done, fileDone, failed }: Asking): void {
  if (message.kind === "progress") onProgress(message.progress);
  else if (message.kind === "report") done(message.report);
  else if (message.kind === "file report") fileDone(message.report);
  else failed(new EngineError(message.message));
}
