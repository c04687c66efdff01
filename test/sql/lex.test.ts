import { expect, test } from "vitest";
import { lex } from "../../server/src/sql/lex.ts";

/** Tokens as "kind text", one that the text ends inside of with "…" behind. */
const tokens = (sql: string): readonly string[] =>
  lex(sql).map(
    ({ kind, span, open }) => `${kind} ${sql.slice(span.start, span.end)}${open ? "…" : ""}`,
  );

test.each([
  { sql: "select _a1$x", is: ["word select", "word _a1$x"] },
  { sql: "größe 表 🎉", is: ["word größe", "word 表", "word 🎉"] },
  { sql: "a\u00a0b", is: ["word a\u00a0b"] },
  { sql: '"a ""b"" c" U&"d\\0061"', is: ['quoted "a ""b"" c"', 'quoted U&"d\\0061"'] },
  { sql: "'it''s' 'a\\'", is: ["string 'it''s'", "string 'a\\'"] },
  { sql: "E'it\\'s' e'\\\\' x", is: ["string E'it\\'s'", "string e'\\\\'", "word x"] },
  {
    sql: "B'01' x'1F' n'a' U&'a'",
    is: ["string B'01'", "string x'1F'", "string n'a'", "string U&'a'"],
  },
  { sql: "name'a'", is: ["word name", "string 'a'"] },
  { sql: "E'a'\n'b\\'c' d", is: ["string E'a'", "string 'b\\'c'", "word d"] },
  { sql: "E'a' -- so\n 'b\\'c'", is: ["string E'a'", "comment -- so", "string 'b\\'c'"] },
  { sql: "E'a' 'b\\' c", is: ["string E'a'", "string 'b\\'", "word c"] },
])("names and literals: $sql", ({ sql, is }) => {
  expect(tokens(sql)).toEqual(is);
});

test.each([
  { sql: "$$a'b$$", is: ["string $$a'b$$"] },
  { sql: "$tag$ $$ $other$ $tag$x", is: ["string $tag$ $$ $other$ $tag$", "word x"] },
  { sql: "$größe$ ; $größe$", is: ["string $größe$ ; $größe$"] },
  { sql: "a$$b$$", is: ["word a$$b$$"] },
  { sql: "$1 $12", is: ["parameter $1", "parameter $12"] },
  { sql: "$1a$", is: ["parameter $1", "word a$"] },
  { sql: "$ a", is: ["punctuation $", "word a"] },
])("dollars: $sql", ({ sql, is }) => {
  expect(tokens(sql)).toEqual(is);
});

test.each([
  { sql: "1 1.5 .5 1. 1e10 1.5E-3", is: ["1", "1.5", ".5", "1.", "1e10", "1.5E-3"] },
  { sql: "0x1F 0o17 0b01 1_000", is: ["0x1F", "0o17", "0b01", "1_000"] },
])("numbers: $sql", ({ sql, is }) => {
  expect(tokens(sql)).toEqual(is.map((number) => `number ${number}`));
});

test.each([
  { sql: "1..10", is: ["number 1", "operator ..", "number 10"] },
  { sql: "1e", is: ["number 1", "word e"] },
  { sql: "a.b", is: ["word a", "punctuation .", "word b"] },
  { sql: "a::int", is: ["word a", "operator ::", "word int"] },
  { sql: "a:=b", is: ["word a", "operator :=", "word b"] },
  {
    sql: ":'x' a[1:2]",
    is: [
      "punctuation :",
      "string 'x'",
      "word a",
      "punctuation [",
      "number 1",
      "punctuation :",
      "number 2",
      "punctuation ]",
    ],
  },
  { sql: "a<=-1", is: ["word a", "operator <=", "operator -", "number 1"] },
  { sql: "a @- b", is: ["word a", "operator @-", "word b"] },
  { sql: "a->>'b'", is: ["word a", "operator ->>", "string 'b'"] },
  { sql: "a=--x\nb", is: ["word a", "operator =", "comment --x", "word b"] },
  { sql: "a*/*x*/b", is: ["word a", "operator *", "comment /*x*/", "word b"] },
  {
    sql: "f(a,b);",
    is: [
      "word f",
      "punctuation (",
      "word a",
      "punctuation ,",
      "word b",
      "punctuation )",
      "punctuation ;",
    ],
  },
])("signs: $sql", ({ sql, is }) => {
  expect(tokens(sql)).toEqual(is);
});

test.each([
  { sql: "-- a\r\nb", is: ["comment -- a", "word b"] },
  { sql: "-- a\rb", is: ["comment -- a", "word b"] },
  { sql: "/* a /* b */ c */ d", is: ["comment /* a /* b */ c */", "word d"] },
  { sql: "\\d t\nselect", is: ["psql \\d t", "word select"] },
  { sql: "select 1 \\gexec  \nx", is: ["word select", "number 1", "psql \\gexec", "word x"] },
  { sql: "a \\ b", is: ["word a", "punctuation \\", "word b"] },
  { sql: "a \\; b", is: ["word a", "punctuation \\;", "word b"] },
])("comments and psql: $sql", ({ sql, is }) => {
  expect(tokens(sql)).toEqual(is);
});

test.each([
  { sql: "'a;", is: ["string 'a;…"] },
  { sql: "'a''", is: ["string 'a''…"] },
  { sql: "E'a\\'", is: ["string E'a\\'…"] },
  { sql: "E'a\\", is: ["string E'a\\…"] },
  { sql: '"a', is: ['quoted "a…'] },
  { sql: "$a$ b $a", is: ["string $a$ b $a…"] },
  { sql: "/* a /* b */", is: ["comment /* a /* b */…"] },
])("unterminated: $sql", ({ sql, is }) => {
  expect(tokens(sql)).toEqual(is);
});

test("a part of a text, with offsets in the whole", () => {
  const sql = "select 'é🎉';\r\n\tselect 'b'";
  const from = sql.indexOf("\tselect");
  expect(lex(sql, from, from + 10)).toEqual([
    { kind: "word", span: { start: from + 1, end: from + 7 } },
    { kind: "string", span: { start: from + 8, end: from + 10 }, open: true },
  ]);
});
