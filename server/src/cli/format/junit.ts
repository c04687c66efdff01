import { linesOf } from "../../text/lines.ts";
import { textsOf } from "../verify-format.ts";
import type { Told, Verified } from "../verify-report.ts";
import { xml } from "./xml.ts";

/** JUnit's XML as CI systems read it: a suite for each history, a case for each migration and check. */
export function junit(verified: readonly Verified[]): string {
  const suites = verified.map((one) => {
    const cases = [
      ...one.report.files.flatMap((file) =>
        file.checks.map((result) => ({ name: file.path, result })),
      ),
      ...one.report.checks.map((result) => ({ name: one.report.folder, result })),
    ].map(({ name, result }) => {
      const told = one.told.filter(
        (each) => each.check === result.check && result.problems.includes(each.problem),
      );
      return testCase(name, result.check, result.milliseconds, told, one);
    });
    const failures = cases.filter((each) => each.includes("<failure")).length;
    const skipped = cases.filter((each) => each.includes("<skipped")).length;
    return `  <testsuite name="${xml(one.report.folder || ".")}" tests="${cases.length}" failures="${failures}" skipped="${skipped}" time="${seconds(one.report.milliseconds)}">\n${cases.join("")}  </testsuite>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="safe-migrations verify">\n${suites.join("")}</testsuites>\n`;
}

function testCase(
  name: string,
  check: string,
  milliseconds: number,
  told: readonly Told[],
  verified: Verified,
): string {
  const head = `    <testcase classname="${xml(name)}" name="${xml(check)}" file="${xml(name)}" time="${seconds(milliseconds)}"`;
  const failing = told.filter((one) => one.finding.severity !== "information");
  if (told.length === 0) return `${head}/>\n`;
  if (failing.length === 0)
    return `${head}>\n      <skipped message="${xml(told[0]?.problem.message ?? "")}"/>\n    </testcase>\n`;
  const texts = textsOf([verified]);
  const lines = failing.map(({ finding, problem }) => {
    const at = linesOf(texts.get(finding.path) ?? "").position(finding.span.start);
    return `${finding.path}:${at.line + 1}:${at.column + 1} ${problem.message}${finding.detail ? ` (${finding.detail})` : ""}`;
  });
  return `${head}>\n      <failure message="${xml(failing[0]?.problem.message ?? "")}">${xml(lines.join("\n"))}</failure>\n    </testcase>\n`;
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);
