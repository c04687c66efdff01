import { type ChildProcess, fork } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { EditedJob, FromHost, Job, ToHost } from "./job.ts";
import type { Plan } from "./plan.ts";
import type { FileReport, Progress, Report } from "./report.ts";
import { EngineError } from "./session.ts";

/** Runs histories for real, in a process of its own that lives from the first run until `close`. */
export interface Verifier {
  /** Throws EngineError when the engine cannot be had; everything that SQL does is in the report. */
  readonly verify: (
    job: Job,
    onProgress?: (progress: Progress) => void,
    signal?: AbortSignal,
  ) => Promise<Report>;
  /**
   * One migration of a history while it is edited, its first and its second run. The database before it is kept for the
   * next call, so that only the first one costs more than a blink. A run that is cancelled reports no checks.
   */
  readonly edited: (job: EditedJob, signal?: AbortSignal) => Promise<FileReport>;
  readonly close: () => void;
}

interface Running {
  readonly onProgress: (progress: Progress) => void;
  readonly done: (report: Report) => void;
  readonly fileDone: (report: FileReport) => void;
  readonly failed: (error: Error) => void;
}

/** `parts`: the folder that the build fills (scripts/verify-parts.mjs). */
export function createVerifier(parts: string): Verifier {
  const running = new Map<number, Running>();
  let host: ChildProcess | undefined;
  let next = 0;
  /** What the host knows to come before the edited migration. */
  let known: Plan | undefined;

  const start = (): ChildProcess => {
    const child = forkHost(parts);
    child.on("message", (message: FromHost) => {
      const one = running.get(message.id);
      if (!one) return;
      if (message.kind !== "progress") running.delete(message.id);
      hand(message, one);
    });
    const failAll = (message: string): void => {
      for (const one of running.values()) one.failed(new EngineError(message));
    };
    child.on("exit", (code, signal) => {
      if (host === child) {
        host = undefined;
        known = undefined;
      }
      failAll(`the verify process ended (${signal ?? `exit code ${code}`})`);
      running.clear();
    });
    child.on("error", (error) => failAll(error.message));
    return child;
  };

  const ask = (
    one: Running,
    message: (id: number) => Exclude<ToHost, { kind: "cancel" }>,
    signal?: AbortSignal,
  ): void => {
    host ??= start();
    const child = host;
    const id = next++;
    running.set(id, one);
    const say = (what: ToHost): void => void child.send(what);
    say(message(id));
    if (signal?.aborted) say({ kind: "cancel", id });
    signal?.addEventListener("abort", () => running.has(id) && say({ kind: "cancel", id }), {
      once: true,
    });
  };

  return {
    verify: (job, onProgress = () => undefined, signal) =>
      new Promise<Report>((done, failed) =>
        ask(
          { onProgress, done, fileDone: nobody, failed },
          (id) => ({ kind: "verify", id, job }),
          signal,
        ),
      ),
    edited: ({ plan, path, deadline }, signal) =>
      new Promise<FileReport>((fileDone, failed) => {
        const at = plan.files.findIndex((one) => one.path === path);
        const file = plan.files[at];
        if (!file) return fileDone({ path, statements: [], checks: [] });
        const before = { ...plan, files: plan.files.slice(0, at) };
        host ??= start();
        const job = { file, deadline, ...(known && samePlan(known, before) ? {} : { before }) };
        known = before;
        ask(
          { onProgress: nobody, done: nobody, fileDone, failed },
          (id) => ({ kind: "edited", id, job }),
          signal,
        );
      }),
    close() {
      host?.kill();
      host = undefined;
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

function hand(message: FromHost, { onProgress, done, fileDone, failed }: Running): void {
  if (message.kind === "progress") onProgress(message.progress);
  else if (message.kind === "report") done(message.report);
  else if (message.kind === "file report") fileDone(message.report);
  else failed(new EngineError(message.message));
}

/** A thousand files cost more on their way to the host than the one that is edited costs there. */
const samePlan = (one: Plan, other: Plan): boolean =>
  one.files.length === other.files.length &&
  one.files.every((file, index) => {
    const twin = other.files[index];
    return (
      file === twin ||
      (file.path === twin?.path && file.text === twin.text && file.grouping === twin.grouping)
    );
  }) &&
  JSON.stringify(one.environment) === JSON.stringify(other.environment);

const nobody = (): void => undefined;
