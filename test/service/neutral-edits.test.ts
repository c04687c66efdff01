import { expect, test } from "vitest";
import { approach } from "../../server/src/history/before.ts";
import { openHistories } from "../../server/src/history/open.ts";
import { replaceText } from "../../server/src/history/reopen.ts";
import { rerunWith } from "../../server/src/history/run-file.ts";
import { type Bench, bench, rootOf } from "../../server/src/service/context.ts";
import { newParser } from "../support/parser.ts";

const parser = await newParser();
const machine = { parser };
const paths = [1, 2, 3].map((n) => `migrations/000${n}_a.sql`);
const first = "CREATE TABLE t (id int);\nCREATE INDEX i ON t (id);\n";
const texts = [first, "ALTER TABLE t ADD b int;\n", "ALTER TABLE t ADD c int;\n"];

/** How many of three migrations are run again after an edit of the first. */
function runAgain(edited: string): number {
  const files = paths.map((path, index) => ({ path, text: texts[index] ?? "" }));
  const [history] = openHistories(files);
  if (!history || !paths[0]) throw new Error("no history");
  const root = rootOf({ parser, roots: new Map() }, history);
  approach(machine, root, history, 3, () => false);
  const after = replaceText(history, paths[0], edited);
  let runs = 0;
  approach(machine, root, after, 3, () => {
    runs += 1;
    return false;
  });
  return runs;
}

test.each([
  ["a comment", `-- why\n${first}`],
  ["a guard", first.replace("INDEX i", "INDEX IF NOT EXISTS i")],
])("%s in a migration is nothing to those after it", (_, edited) => {
  expect(runAgain(edited)).toBe(1);
});

test("another column is", () => {
  expect(runAgain(first.replace("(id int)", "(id int, d int)"))).toBe(3);
});

test("an edit at the top of a long file costs what running it costs", () => {
  const path = "migrations/0001_a.sql";
  const tables = Array.from({ length: 2000 }, (_, n) => `CREATE TABLE t${n} (id int PRIMARY KEY);`);
  const text = `CREATE TABLE first (id int);\n${tables.join("\n")}\n`;
  const [history] = openHistories([{ path, text }]);
  const on = history && bench({ parser, roots: new Map() }, history, path);
  if (!on) throw new Error("no history");
  const timed = (from: Bench["first"], sql: string): number => {
    const start = performance.now();
    const span = { start: 0, end: sql.length };
    rerunWith(machine, from, { ...on.file, text: sql, up: span }, 0);
    return performance.now() - start;
  };
  const whole = timed({ ...on.first, statements: [] }, text);
  const edited = timed(on.first, text.replace("(id int)", "(id int, more int)"));
  expect(edited).toBeLessThan(whole * 3);
});
