import { createHostProcess } from "./host-process.ts";
import type { EditedJob, Job } from "./job.ts";
import type { Plan } from "./plan.ts";
import type { FileReport, Progress, Report } from "./report.ts";

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

/** `parts`: the folder that the build fills (scripts/verify-parts.mjs). */
export function createVerifier(parts: string): Verifier {
  /** What the host knows to come before the edited migration. */
  let known: Plan | undefined;
  const host = createHostProcess(parts, () => {
    known = undefined;
  });

  return {
    verify: (job, onProgress = nobody, signal) =>
      new Promise<Report>((done, failed) =>
        host.ask(
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
        const isKnown = known !== undefined && samePlan(known, before);
        const job = { file, deadline, ...(isKnown ? {} : { before }) };
        host.ask(
          { onProgress: nobody, done: nobody, fileDone, failed },
          (id) => ({ kind: "edited", id, job }),
          signal,
        );
        known = before;
      }),
    close: host.close,
  };
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
