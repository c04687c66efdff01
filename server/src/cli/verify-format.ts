import { createTwoFilesPatch } from "diff";
import pc from "picocolors";
import { filesOf, writtenText } from "../history/source-file.ts";
import { writtenIn } from "../service/written.ts";
import { linesOf } from "../text/lines.ts";
import type { ObjectDifference } from "../verify/report.ts";
import { github } from "./format/github.ts";
import { junit } from "./format/junit.ts";
import { sarif } from "./format/sarif.ts";
import { block } from "./format/text.ts";
import { verifyJson } from "./format/verify-json.ts";
import type { VerifyFormat } from "./formats.ts";
import type { Told, Verified } from "./verify-report.ts";

export function printVerified(
  verified: readonly Verified[],
  format: VerifyFormat,
  colour: boolean,
): string {
  const told = verified.flatMap((one) => one.told);
  if (format === "json") return `${verifyJson(verified)}\n`;
  if (format === "junit") return junit(verified);
  if (format === "sarif")
    return `${sarif(
      told.map((one) => one.finding),
      textsOf(verified),
    )}\n`;
  if (format === "github")
    return github({
      files: 0,
      statements: 0,
      reported: told.map(({ finding }) => ({ finding, fixes: [] })),
      texts: textsOf(verified),
    });
  return text(verified, colour);
}

/** Texts by path, of migrations and of what reverses them. */
export const textsOf = (verified: readonly Verified[]): ReadonlyMap<string, string> =>
  new Map(
    verified.flatMap(({ history }) => [
      ...filesOf(history).map(({ file, path }) => [path, writtenText(file, path)] as const),
      ...history.files.flatMap(({ down, source }) =>
        down && !source ? [[down.path, down.text] as const] : [],
      ),
    ]),
  );

function text(verified: readonly Verified[], colour: boolean): string {
  const paint = pc.createColors(colour);
  const texts = textsOf(verified);
  const problems = verified.flatMap(({ told }) =>
    told.map(
      (one) =>
        block({ finding: one.finding, fixes: [] }, texts.get(one.finding.path) ?? "", paint) +
        patches(one, paint),
    ),
  );
  const tables = verified.map((one) => table(one, texts, paint));
  return `${problems.join("\n")}${problems.length > 0 ? "\n" : ""}${tables.join("\n")}`;
}

type Paint = ReturnType<typeof pc.createColors>;

/** What differs, object by object, in the form of a diff of its definition. */
function patches({ problem }: Told, paint: Paint): string {
  const lines = (problem.differences ?? []).slice(0, 20).flatMap((one) => patch(one));
  return lines
    .map((line) =>
      line.startsWith("+") ? paint.green(line) : line.startsWith("-") ? paint.red(line) : line,
    )
    .map((line) => `    ${line}\n`)
    .join("");
}

function patch(one: ObjectDifference): readonly string[] {
  const whole = createTwoFilesPatch(
    "",
    "",
    `${one.before ?? ""}\n`,
    `${one.after ?? ""}\n`,
    "",
    "",
    { context: 1 },
  );
  const lines = whole
    .split("\n")
    .slice(4)
    .filter((line) => /^[-+ ]./.test(line));
  return [`${one.class} ${one.name}`, ...lines];
}

/** One line for each check: how many migrations passed it. */
function table(one: Verified, texts: ReadonlyMap<string, string>, paint: Paint): string {
  const { history, report } = one;
  const results = [...report.files.flatMap((file) => file.checks), ...report.checks];
  const checks = [...new Set(results.map((each) => each.check))];
  const width = Math.max(0, ...checks.map((each) => each.length));
  const count = history.files.length;
  const lines = checks.map((check) => {
    const of = (outcome: string) =>
      results.filter((each) => each.check === check && each.outcome === outcome).length;
    const cells = [
      of("passed") > 0 ? paint.green(`${of("passed")} passed`) : "",
      of("failed") > 0 ? paint.red(`${of("failed")} failed`) : "",
      of("unverified") > 0 ? paint.yellow(`${of("unverified")} not verified`) : "",
    ];
    return `  ${check.padEnd(width)}  ${cells.filter(Boolean).join(", ")}\n`;
  });
  const seconds = (report.milliseconds / 1000).toFixed(1);
  const head = `${paint.bold(report.folder || ".")} (${report.runner}), ${count} ${count === 1 ? "migration" : "migrations"} on ${report.engine}, ${seconds} s\n`;
  const notes = report.notes.map((note) => `  note: ${note}\n`);
  return head + lines.join("") + notes.join("") + reports(one, texts).join("");
}

/** Where the simulation is wrong; behind its first wrong outcome everything else may follow from that. */
function reports(
  { disagreements, history }: Verified,
  texts: ReadonlyMap<string, string>,
): readonly string[] {
  const until = disagreements.find((one) => one.run === "first")?.path;
  const last = disagreements.findLastIndex((one) => one.path === until);
  const shown = until === undefined ? disagreements : disagreements.slice(0, last + 1);
  return shown.slice(0, 5).map((one) => {
    const { path, span } = writtenIn(history, one.path, one.span);
    const line = linesOf(texts.get(path) ?? "").position(span.start).line + 1;
    return `  please report: in the ${one.run} run of ${path}:${line} the simulation said ${one.simulated}, PostgreSQL ${one.really}\n`;
  });
}
