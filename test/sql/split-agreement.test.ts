import fc from "fast-check";
import factory from "libpg-query/wasm/libpg-query.js";
import { expect, test } from "vitest";
import { newInstance } from "../../server/src/sql/libpg-instance.ts";
import { split } from "../../server/src/sql/split.ts";
import { bytesToOffset } from "../../server/src/text/units.ts";
import { migration } from "./statements.ts";

const instance = await newInstance(factory, undefined);

/** Where PostgreSQL says that the statements of a file begin, and how long they are without blanks and comments behind. */
function boundaries(sql: string): readonly (readonly [start: number, text: string])[] {
  const raw = instance.parse(sql);
  if (raw.kind === "error") throw new Error(`${raw.message}: ${sql}`);
  const { stmts } = JSON.parse(raw.json) as {
    stmts?: readonly { readonly stmt_location?: number; readonly stmt_len?: number }[];
  };
  const offset = bytesToOffset(sql);
  return (stmts ?? []).map(({ stmt_location: start = 0, stmt_len: length }) => [
    offset(start),
    sql.slice(offset(start), length === undefined ? sql.length : offset(start + length)),
  ]);
}

const blanks = fc.constantFrom("", " ", "\n", "\r\n", "\t", "\n\n\n");
const comments = fc.constantFrom("", "-- a;'\n", "-- é🎉\r\n", "/* ; /* ' */ \" */", "/*🎉*/");
const gap = fc.tuple(blanks, comments, blanks).map((parts) => parts.join(""));
const file = fc.array(fc.tuple(gap, fc.constantFrom(...migration), gap), { maxLength: 12 });

test("statements joined to a file split into themselves, and where PostgreSQL splits", () => {
  fc.assert(
    fc.property(file, fc.boolean(), (parts, ends) => {
      const whole = parts.map(([before, sql, after]) => `${before}${sql}${after};`).join("");
      const sql = ends ? whole : whole.slice(0, -1);
      const found = split(sql);
      expect(found.map(({ text }) => text)).toEqual(parts.map(([, text]) => text));
      const asked = boundaries(sql);
      expect(found.map(({ span }) => span.start)).toEqual(asked.map(([start]) => start));
      for (const [index, { text }] of found.entries()) {
        expect(asked[index]?.[1].startsWith(text)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});
