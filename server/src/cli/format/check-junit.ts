import { linesOf } from "../../text/lines.ts";
import type { Report, Reported } from "../report.ts";
import { xml } from "./xml.ts";

/** JUnit's XML of `check`: a case for each file with findings; what is only information does not fail it. */
export function checkJunit(report: Report): string {
  const byPath = new Map<string, Reported[]>();
  for (const one of report.reported) {
    const found = byPath.get(one.finding.path) ?? [];
    found.push(one);
    byPath.set(one.finding.path, found);
  }
  const cases = [...byPath].map(([path, found]) => testCase(report, path, found));
  const failures = cases.filter((one) => one.includes("<failure")).length;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="safe-migrations check">\n  <testsuite name="migrations" tests="${report.files}" failures="${failures}">\n${cases.join("")}  </testsuite>\n</testsuites>\n`;
}

function testCase(report: Report, path: string, found: readonly Reported[]): string {
  const head = `    <testcase classname="${xml(path)}" name="check" file="${xml(path)}"`;
  const failing = found.filter(({ finding }) => finding.severity !== "information");
  if (failing.length === 0) return `${head}/>\n`;
  const lines = linesOf(report.texts.get(path) ?? "");
  const told = failing.map(({ finding }) => {
    const { line, column } = lines.position(finding.span.start);
    return `${path}:${line + 1}:${column + 1} ${finding.rule}: ${finding.message}`;
  });
  const first = failing[0]?.finding.message ?? "";
  return `${head}>\n      <failure message="${xml(first)}">${xml(told.join("\n"))}</failure>\n    </testcase>\n`;
}
