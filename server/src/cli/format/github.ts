import { linesOf } from "../../text/lines.ts";
import type { Report } from "../report.ts";

const levels = { error: "error", warning: "warning", information: "notice" } as const;

/** GitHub Actions workflow commands: one annotation for each finding. */
export function github(report: Report): string {
  return report.reported
    .map(({ finding, fixes }) => {
      const index = linesOf(report.texts.get(finding.path) ?? "");
      const start = index.position(finding.span.start);
      const end = index.position(finding.span.end);
      const where = [
        `file=${property(finding.path)}`,
        `line=${start.line + 1}`,
        `col=${start.column + 1}`,
        `endLine=${end.line + 1}`,
        `endColumn=${end.column + 1}`,
        `title=${property(finding.rule)}`,
      ].join(",");
      const fix = fixes[0] ? `\nFix: ${fixes[0].title}` : "";
      const text = [finding.message, finding.detail].filter(Boolean).join("\n") + fix;
      return `::${levels[finding.severity]} ${where}::${data(text)}\n`;
    })
    .join("");
}

const data = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
