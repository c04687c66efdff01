import { type Lines, linesOf } from "../../text/lines.ts";
import type { Span } from "../../text/span.ts";
import type { Report } from "../report.ts";

/** The contract of `check --format json`, version 1. Offsets are UTF-16 and 0-based, lines and columns 1-based. */
export function json(report: Report): string {
  const indexes = new Map<string, Lines>();
  const at = (path: string, offset: number) => {
    const index = indexes.get(path) ?? linesOf(report.texts.get(path) ?? "");
    indexes.set(path, index);
    const { line, column } = index.position(offset);
    return { offset, line: line + 1, column: column + 1 };
  };
  const place = (path: string, span: Span) => ({
    start: at(path, span.start),
    end: at(path, span.end),
  });
  return JSON.stringify({
    version: 1,
    files: report.files,
    statements: report.statements,
    findings: report.reported.map(({ finding, fixes }) => ({
      rule: finding.rule,
      severity: finding.severity,
      message: finding.message,
      run: finding.run,
      sqlstate: finding.sqlstate,
      path: finding.path,
      ...place(finding.path, finding.span),
      statement: finding.statement && {
        start: finding.statement.start,
        end: finding.statement.end,
      },
      related: finding.related.map((one) => ({
        path: one.path,
        ...place(one.path, one.span),
        message: one.message,
      })),
      fixes: fixes.map((fix) => ({ title: fix.title, grade: fix.grade })),
    })),
  });
}
