import { type ChildProcess, fork } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { EditedJob, FromHost, Job, ToHost } from "./job.ts";
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
   * next call, so that only the first one costs more than a blink.
   */
  readonly edited: (job: EditedJob) => Promise<FileReport>;
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

  const start = (): ChildProcess => {
    if (!existsSync(join(parts, "host.js")))
      throw new EngineError(`${parts} does not hold the built-in PostgreSQL; build the project`);
    const child = fork(join(parts, "host.js"), [], {
      // Cold code of 9 MB of WASM: compiled once without optimising it runs four times sooner than it is optimised.
      execArgv: ["--liftoff-only"],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    child.on("message", (message: FromHost) => {
      const one = running.get(message.id);
      if (!one) return;
      if (message.kind === "progress") return one.onProgress(message.progress);
      running.delete(message.id);
      if (message.kind === "report") one.done(message.report);
      else if (message.kind === "file report") one.fileDone(message.report);
      else one.failed(new EngineError(message.message));
    });
    child.on("exit", (code, signal) => {
      if (host === child) host = undefined;
      for (const one of running.values())
        one.failed(new EngineError(`the verify process ended (${signal ?? `exit code ${code}`})`));
      running.clear();
    });
    child.on("error", (error) => {
      for (const one of running.values()) one.failed(new EngineError(error.message));
    });
    return child;
  };

  return {
    verify: (job, onProgress = () => undefined, signal) =>
      new Promise<Report>((done, failed) => {
        host ??= start();
        const id = next++;
        running.set(id, { onProgress, done, fileDone: nobody, failed });
        const child = host;
        const say = (message: ToHost): void => void child.send(message);
        say({ kind: "verify", id, job });
        if (signal?.aborted) say({ kind: "cancel", id });
        signal?.addEventListener("abort", () => running.has(id) && say({ kind: "cancel", id }), {
          once: true,
        });
      }),
    edited: (job) =>
      new Promise<FileReport>((fileDone, failed) => {
        host ??= start();
        const id = next++;
        running.set(id, { onProgress: nobody, done: nobody, fileDone, failed });
        const message: ToHost = { kind: "edited", id, job };
        host.send(message);
      }),
    close() {
      host?.kill();
      host = undefined;
    },
  };
}

const nobody = (): void => undefined;
