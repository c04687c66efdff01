import { verifyEdited } from "./edited.ts";
import { embedded } from "./embedded.ts";
import { excuseFor } from "./excuses.ts";
import { namedExtensions } from "./extensions.ts";
import type { FromHost, Job, ToHost } from "./job.ts";
import type { FileReport, Progress, Report } from "./report.ts";
import { type Engine, EngineError } from "./session.ts";
import { type Shown, verifyHistory } from "./verify-history.ts";

/** The process that runs SQL: whatever happens in it, the one that asked lives on. */
const running = new Map<number, AbortController>();

process.on("message", (message: ToHost) => {
  if (message.kind === "cancel") return running.get(message.id)?.abort();
  const { id } = message;
  const cancel = new AbortController();
  running.set(id, cancel);
  if (message.kind === "edited") {
    void verifyEdited(message.job, __dirname, cancel.signal)
      .then(
        (report) => send({ kind: "file report", id, report }),
        (error: unknown) => send({ kind: "refused", id, message: reason(error) }),
      )
      .finally(() => running.delete(id));
    return;
  }
  const { job } = message;
  void work(job, cancel.signal, (progress) => send({ kind: "progress", id, progress }))
    .then(
      (report) => send({ kind: "report", id, report }),
      (error: unknown) => send({ kind: "refused", id, message: reason(error) }),
    )
    .finally(() => running.delete(id));
});
// Without the one that asked there is nobody to report to.
process.on("disconnect", () => process.exit(0));

const send = (message: FromHost): void => void process.send?.(message);

async function work(
  job: Job,
  signal: AbortSignal,
  tell: (progress: Progress) => void,
): Promise<Report> {
  const start = performance.now();
  const engine = await engineOf(job, signal);
  const shown: Shown = { files: [], checks: [], notes: notesOf(engine) };
  const excused = excuseFor(job.plan, engine);
  const wanted = {
    again: job.again,
    twice: job.twice,
    down: job.down,
    locks: job.locks,
    ...(job.base ? { base: job.base } : {}),
  };
  let isWhole = true;
  try {
    await verifyHistory(engine, job.plan, wanted, shown, (progress) =>
      tell(
        progress.kind === "checked" ? { ...progress, result: excused(progress.result) } : progress,
      ),
    );
  } catch (error) {
    if (error instanceof EngineError && !signal.aborted && shown.files.length === 0) throw error;
    if (!signal.aborted) shown.notes.push(`the run ended early: ${reason(error)}`);
    isWhole = false;
  } finally {
    await engine.close();
  }
  return {
    folder: job.plan.folder,
    runner: job.plan.runner,
    engine: engine.name,
    files: shown.files.map((file): FileReport => ({ ...file, checks: file.checks.map(excused) })),
    checks: shown.checks.map(excused),
    notes: shown.notes,
    milliseconds: performance.now() - start,
    cancelled: signal.aborted,
    isWhole: isWhole && !signal.aborted,
  };
}

async function engineOf(job: Job, signal: AbortSignal): Promise<Engine> {
  const { deadline, engine } = job;
  if (engine.kind === "built in") {
    const extensions = namedExtensions(job.base ? [job.plan, job.base] : [job.plan]);
    return embedded({ parts: __dirname, extensions, deadline, signal });
  }
  const { onServer } = await import("./server.ts");
  return onServer(engine, { deadline, signal });
}

const notesOf = (engine: Engine): string[] =>
  engine.lacks.map(
    (name) =>
      `extension ${name} is not in the built-in PostgreSQL: it was taken as installed, with nothing in it`,
  );

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
