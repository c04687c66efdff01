import pc from "picocolors";
import { linesOf } from "../../text/lines.ts";
import type { Report, Reported } from "../report.ts";

/** For people: one paragraph for each finding, with the line it is about. `colour`: the output is a terminal. */
export function text(report: Report, colour: boolean): string {
  const paint = pc.createColors(colour);
  const blocks = report.reported.map((one) =>
    block(one, report.texts.get(one.finding.path) ?? "", paint),
  );
  return `${blocks.join("\n")}${blocks.length > 0 ? "\n" : ""}${summary(report)}\n`;
}

type Paint = ReturnType<typeof pc.createColors>;

export function block({ finding, fixes }: Reported, source: string, paint: Paint): string {
  const index = linesOf(source);
  const { line, column } = index.position(finding.span.start);
  const severity = { error: paint.red, warning: paint.yellow, information: paint.blue }[
    finding.severity
  ](finding.severity);
  const way = fixes[0] ? `fix: ${fixes[0].title}` : "";
  const detail = [finding.detail, way].filter(Boolean).join("   ");
  const related = finding.related.map((one) => `  ${one.path}: ${one.message}\n`).join("");
  return (
    `${paint.bold(`${finding.path}:${line + 1}:${column + 1}`)}  ${severity}  ${paint.cyan(finding.rule)}\n` +
    `  ${finding.message}\n${detail ? `  ${detail}\n` : ""}${related}` +
    frame(source, finding.span.start, finding.span.end, line, index.span(line).start, paint)
  );
}

/** The line, and carets under the part of it that is meant. */
function frame(
  source: string,
  start: number,
  end: number,
  line: number,
  lineStart: number,
  paint: Paint,
): string {
  const rest = /^[^\r\n]*/.exec(source.slice(lineStart))?.[0] ?? "";
  if (rest.length > 400) return "";
  const number = String(line + 1);
  const before = rest.slice(0, start - lineStart).replace(/[^\t]/g, " ");
  const marked = Math.max(1, Math.min(end - lineStart, rest.length) - (start - lineStart));
  return (
    `  ${paint.dim(`${number} |`)} ${rest}\n` +
    `  ${paint.dim(`${" ".repeat(number.length)} |`)} ${before}${paint.red("^".repeat(marked))}\n`
  );
}

function summary(report: Report): string {
  const count = (severity: string) =>
    report.reported.filter((one) => one.finding.severity === severity).length;
  const parts = (["error", "warning", "information"] as const)
    .map((severity) => [severity, count(severity)] as const)
    .filter(([, n]) => n > 0)
    .map(([severity, n]) => `${n} ${severity}${n === 1 || severity === "information" ? "" : "s"}`);
  const found = parts.length > 0 ? parts.join(", ") : "nothing to mend";
  return `${report.files} ${report.files === 1 ? "file" : "files"}, ${report.statements} ${report.statements === 1 ? "statement" : "statements"}: ${found}`;
}
