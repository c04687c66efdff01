// How often the simulation and a real run agree: npx tsx scripts/agree.mts [--prelude FILE.sql] [--list OUT] FOLDER…
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { findSqlFiles, posix } from "../server/src/disk/find-files.ts";
import { readMigration } from "../server/src/disk/read-file.ts";
import { openHistories } from "../server/src/history/open.ts";
import { agreementOf, simulate } from "../server/src/verify/disagreements.ts";
import { planOf } from "../server/src/verify/plan.ts";
import { createVerifier } from "../server/src/verify/verify.ts";
import { newParser } from "../test/support/parser.ts";

const args = process.argv.slice(2);
const option = (name: string): string | undefined => {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args.splice(at, 2)[1];
};
const prelude = option("--prelude");
const list = option("--list");
if (!existsSync("dist/verify/host.js")) throw new Error("npm run build first");
const parser = await newParser();
const verifier = createVerifier(resolve("dist/verify"));
const lines: string[] = [];
const sum = { statements: 0, first: 0, second: 0, unsure: 0, firstNot: 0, secondNot: 0 };
for (const folder of args) {
  const files = findSqlFiles(resolve(folder)).files.flatMap((path) => {
    const read = readMigration(path);
    return "text" in read ? [{ path: posix(resolve(folder), path), text: read.text }] : [];
  });
  for (const history of openHistories(files)) {
    const plan = planOf(parser, history);
    const baseline = prelude ? { path: prelude, text: readFileSync(prelude, "utf8") } : undefined;
    const report = await verifier.verify({
      plan: { ...plan, environment: { ...plan.environment, ...(baseline ? { baseline } : {}) } },
      again: true,
      twice: false,
      down: false,
      locks: false,
      deadline: 60_000,
      engine: { kind: "built in" },
    });
    const { compared, unsure, disagreements } = agreementOf(
      await simulate(parser, history),
      report,
    );
    const statements = report.files.reduce((total, file) => total + file.statements.length, 0);
    const applied = report.files
      .flatMap((file) => file.statements)
      .filter((one) => one.outcome === "applied").length;
    const not = (run: string) => disagreements.filter((one) => one.run === run).length;
    sum.statements += statements;
    sum.first += compared.first;
    sum.second += compared.second;
    sum.unsure += unsure.first + unsure.second;
    sum.firstNot += not("first");
    sum.secondNot += not("second");
    const name = `${basename(folder)}/${history.folder}`;
    console.log(
      `${name}: ${report.files.length} of ${history.files.length} files, ${statements} statements (${applied} applied), first ${compared.first - not("first")}/${compared.first}, second ${compared.second - not("second")}/${compared.second}, unsure ${unsure.first}+${unsure.second}, ${(report.milliseconds / 1000).toFixed(1)} s${report.notes.map((one) => `\n  ${one}`).join("")}`,
    );
    for (const one of disagreements)
      lines.push(
        JSON.stringify({
          history: name,
          ...one,
          text: history.files
            .find((file) => file.path === one.path)
            ?.text.slice(one.span.start, one.span.end)
            .slice(0, 200),
        }),
      );
  }
}
verifier.close();
if (list) writeFileSync(list, `${lines.join("\n")}\n`);
console.log(
  `all: ${sum.statements} statements, first run ${rate(sum.first, sum.firstNot)}, second run ${rate(sum.second, sum.secondNot)}, ${sum.unsure} left open`,
);

function rate(compared: number, not: number): string {
  return `${compared - not} of ${compared} (${(100 * (1 - not / Math.max(1, compared))).toFixed(2)} %)`;
}
