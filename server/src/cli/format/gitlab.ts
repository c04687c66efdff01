import { linesOf } from "../../text/lines.ts";
import type { Report } from "../report.ts";

const severities = { error: "critical", warning: "major", information: "info" } as const;

/** GitLab's Code Quality report (a subset of Code Climate's format). */
export function gitlab(report: Report): string {
  const seen = new Map<string, number>();
  const issues = report.reported.map(({ finding }) => {
    const lines = linesOf(report.texts.get(finding.path) ?? "");
    const begin = lines.position(finding.span.start).line + 1;
    const end = lines.position(finding.span.end).line + 1;
    const same = `${finding.rule}:${finding.path}:${finding.message}`;
    const nth = (seen.get(same) ?? 0) + 1;
    seen.set(same, nth);
    return {
      description: finding.message,
      check_name: finding.rule,
      fingerprint: `${same}:${nth}`,
      severity: severities[finding.severity],
      location: { path: finding.path, lines: { begin, end } },
    };
  });
  return `${JSON.stringify(issues)}\n`;
}
