import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const rowsIn = (text: string, pattern: RegExp): ReadonlySet<number> =>
  new Set(
    [...text.matchAll(pattern)].flatMap((match) =>
      [...(match[1] ?? "").matchAll(/\d+/g)].map((one) => Number(one[0])),
    ),
  );

test("every row that docs/five-systems.md says is found has a test that names it", () => {
  const page = readFileSync("docs/five-systems.md", "utf8");
  const tests = readdirSync("test/systems")
    .filter((name) => name.endsWith(".test.ts") && name !== "table.test.ts")
    .map((name) => readFileSync(`test/systems/${name}`, "utf8"))
    .join("\n");
  const found = rowsIn(page, /^\| ([\d, ]+) \|.*(?:error|warning|history of its own)/gm);
  const named = rowsIn(tests, /(?:row: "|rows? )(\d+(?:, \d+)*)/g);
  expect([...found].filter((row) => !named.has(row))).toEqual([]);
  expect(found.size).toBeGreaterThan(12);
});
