import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesToOffset, codePointsToOffset, offsetToBytes } from "../../server/src/text/units.ts";

test.each([
  { text: "select x", before: "select " },
  { text: "select 'é', 🎉 from t", before: "select 'é', 🎉 from " },
  { text: "a €\r\n\t🎉🎉b", before: "a €\r\n\t🎉🎉" },
])("the place behind $before in all units", ({ text, before }) => {
  const bytes = Buffer.byteLength(before);
  const codePoints = [...before].length;
  expect(bytesToOffset(text)(bytes)).toBe(before.length);
  expect(codePointsToOffset(text)(codePoints)).toBe(before.length);
  expect(offsetToBytes(text)(before.length)).toBe(bytes);
});

test("look-ups in any order agree with a count from the start", () => {
  const text = fc.string({
    unit: fc.constantFrom("a", "é", "€", "🎉", "\r\n", "\ud83c"),
    maxLength: 40,
  });
  fc.assert(
    fc.property(text, fc.array(fc.nat(60)), (sql, cuts) => {
      const toBytes = offsetToBytes(sql);
      const toOffset = bytesToOffset(sql);
      for (const cut of cuts) {
        const before = [...sql].slice(0, cut).join("");
        // A lone surrogate is written as U+FFFD, three bytes.
        const bytes = new TextEncoder().encode(before).length;
        expect(toBytes(before.length)).toBe(bytes);
        expect(toOffset(bytes)).toBe(before.length);
      }
    }),
  );
});

test.each([
  { text: "abc", bytes: -1, offset: 0 },
  { text: "abc", bytes: 99, offset: 3 },
  { text: "é", bytes: -1, offset: 0 },
  { text: "é", bytes: 99, offset: 1 },
  { text: "aé", bytes: 2, offset: 1 },
])("byte $bytes of $text, outside or inside a character, is offset $offset", (at) => {
  expect(bytesToOffset(at.text)(at.bytes)).toBe(at.offset);
});

test("a megabyte of look-ups forward takes one pass", () => {
  const text = "é".repeat(500_000);
  const toOffset = bytesToOffset(text);
  for (let byte = 0; byte < 1_000_000; byte += 2) toOffset(byte);
  expect(toOffset(1_000_000)).toBe(500_000);
});
