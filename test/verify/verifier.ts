import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { openHistories } from "../../server/src/history/open.ts";
import type { Job } from "../../server/src/verify/job.ts";
import { planOf } from "../../server/src/verify/plan.ts";
import type { CheckResult, Report } from "../../server/src/verify/report.ts";
import { createVerifier, type Verifier } from "../../server/src/verify/verify.ts";
import { newParser } from "../support/parser.ts";

/** The parts as `npm run build` makes them, built for these tests. */
export const parts = resolve("out/verify-test");

export function newVerifier(): Verifier {
  execFileSync(process.execPath, [
    "--input-type=module",
    "-e",
    `import { buildVerifyParts } from "./scripts/verify-parts.mjs"; await buildVerifyParts(${JSON.stringify(parts)});`,
  ]);
  return createVerifier(parts);
}

/** A folder m/ with these files, as golang-migrate names them unless they say otherwise. */
export async function jobOf(
  files: Readonly<Record<string, string>>,
  options: Partial<Job> = {},
): Promise<Job> {
  const sources = Object.entries(files).map(([name, text]) => ({ path: `m/${name}`, text }));
  const [history] = openHistories(sources);
  if (!history) throw new Error("no history");
  return {
    plan: planOf(await newParser(), history),
    again: true,
    twice: false,
    down: false,
    locks: true,
    deadline: 5_000,
    engine: { kind: "built in" },
    ...options,
  };
}

/** One line for each problem: check, kind, SQLSTATE, message and the text that it points at. */
export function told(report: Report, files: Readonly<Record<string, string>>): readonly string[] {
  const lines = (checks: readonly CheckResult[]) =>
    checks.flatMap((check) =>
      check.problems.map((one) => {
        const text = files[one.path.replace(/^m\//, "")] ?? "";
        const at = one.span
          ? ` @ ${text.slice(one.span.start, one.span.end).replace(/\s+/g, " ").slice(0, 60)}`
          : "";
        return `${one.path.replace(/^m\//, "")} ${check.check}: ${one.kind}${one.sqlstate ? ` ${one.sqlstate}` : ""} ${one.message}${at}`;
      }),
    );
  return [...report.files.flatMap((file) => lines(file.checks)), ...lines(report.checks)];
}
