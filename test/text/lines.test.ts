import { expect, test } from "vitest";
import { indentAt, lineEnding, linesOf } from "../../server/src/text/lines.ts";

test.each([
  { text: "", offset: 0, at: [0, 0] },
  { text: "ab\ncd", offset: 4, at: [1, 1] },
  { text: "ab\r\ncd", offset: 4, at: [1, 0] },
  { text: "ab\rcd", offset: 3, at: [1, 0] },
  { text: "ab\r\n\rcd\n", offset: 5, at: [2, 0] },
  { text: "ab\r\n\rcd\n", offset: 8, at: [3, 0] },
  { text: "é🎉x\n\t🎉y", offset: 3, at: [0, 3] },
  { text: "é🎉x\n\t🎉y", offset: 8, at: [1, 3] },
])("offset $offset of $text is line and column $at", ({ text, offset, at }) => {
  const lines = linesOf(text);
  const [line = 0, column = 0] = at;
  expect(lines.position(offset)).toEqual({ line, column });
  expect(lines.offset({ line, column })).toBe(offset);
});

test.each([
  { line: 0, column: 99, offset: 2, why: "behind the line's end" },
  { line: 1, column: 99, offset: 6, why: "behind the last line's end" },
  { line: 99, column: 0, offset: 6, why: "behind the text" },
  { line: -1, column: 5, offset: 0, why: "before the text" },
  { line: 1, column: -5, offset: 4, why: "before the line" },
])("a place $why is moved to the edge", ({ line, column, offset }) => {
  expect(linesOf("ab\r\ncd").offset({ line, column })).toBe(offset);
});

test("offsets outside the text are moved to its edges", () => {
  const lines = linesOf("ab\ncd");
  expect(lines.position(-1)).toEqual({ line: 0, column: 0 });
  expect(lines.position(99)).toEqual({ line: 1, column: 2 });
});

test("a line's span leaves its line break out", () => {
  const text = "ab\r\ncd\n\nx\r";
  const lines = linesOf(text);
  const all = Array.from({ length: lines.count }, (_, line) => lines.span(line));
  expect(all.map(({ start, end }) => text.slice(start, end))).toEqual(["ab", "cd", "", "x", ""]);
});

test.each([
  { text: "", ending: "\n" },
  { text: "one line", ending: "\n" },
  { text: "a\nb\n", ending: "\n" },
  { text: "a\r\nb\r\nc\n", ending: "\r\n" },
  { text: "a\r\nb\n", ending: "\n" },
])("the line ending of $text is $ending", ({ text, ending }) => {
  expect(lineEnding(text)).toBe(ending);
});

test.each([
  { text: "  \tselect 1;", offset: 5, indent: "  \t" },
  { text: "x;\r\n\t y", offset: 6, indent: "\t " },
  { text: "x;\n  y", offset: 3, indent: "  " },
  { text: "\ufeff  y", offset: 4, indent: "  " },
  { text: "y", offset: 9, indent: "" },
])("the indent at $offset of $text", ({ text, offset, indent }) => {
  expect(indentAt(text, offset)).toBe(indent);
});
