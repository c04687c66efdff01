import { writtenIn } from "../../service/written.ts";
import { linesOf } from "../../text/lines.ts";
import type { Span } from "../../text/span.ts";
import type { FileReport } from "../../verify/report.ts";
import { textsOf } from "../verify-format.ts";
import type { Verified } from "../verify-report.ts";

/** The contract of `verify --format json`, version 1. Offsets are UTF-16 and 0-based, lines and columns 1-based. */
export function verifyJson(verified: readonly Verified[]): string {
  const texts = textsOf(verified);
  return JSON.stringify({ version: 1, histories: verified.map((one) => historyJson(one, texts)) });
}

function historyJson(
  { history, report, told, disagreements }: Verified,
  texts: ReadonlyMap<string, string>,
) {
  /** Where it is written: in a program for SQL that a program sends. */
  const place = (of: string, inSql: Span | undefined) => {
    if (!inSql) return { path: of };
    const { path, span } = writtenIn(history, of, inSql);
    const index = linesOf(texts.get(path) ?? "");
    const at = (offset: number) => {
      const { line, column } = index.position(offset);
      return { offset, line: line + 1, column: column + 1 };
    };
    return { path, start: at(span.start), end: at(span.end) };
  };
  return {
    folder: report.folder,
    runner: report.runner,
    engine: report.engine,
    milliseconds: Math.round(report.milliseconds),
    cancelled: report.cancelled,
    notes: report.notes,
    checks: report.checks.map(({ check, outcome }) => ({ check, outcome })),
    files: report.files.map((file) => ({
      path: file.path,
      checks: file.checks.map(({ check, outcome }) => ({ check, outcome })),
      statements: file.statements.map(({ span, ...statement }) => ({
        ...statement,
        ...place(file.path, span),
      })),
      ...(file.again ? { again: againJson(file.again) } : {}),
    })),
    disagreements: disagreements.map(({ span, ...one }) => ({ ...one, ...place(one.path, span) })),
    problems: told.map(({ check, problem, finding }) => ({
      check,
      severity: finding.severity,
      kind: problem.kind,
      message: problem.message,
      sqlstate: problem.sqlstate,
      detail: problem.detail,
      ...place(problem.path, problem.span),
      statement: problem.statement,
      differences: problem.differences,
    })),
  };
}

const againJson = (again: NonNullable<FileReport["again"]>) =>
  again.map(({ outcome, sqlstate, message }) => ({ outcome, sqlstate, message }));
