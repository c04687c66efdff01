import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { keywords } from "../../server/src/sql/keywords.ts";
import {
  identifier,
  quoteIdent,
  quoteLiteral,
  quoteQualified,
  unquoteIdent,
} from "../../server/src/sql/names.ts";
import type { Parser } from "../../server/src/sql/parser.ts";
import { newParser, wasmBytes } from "../support/parser.ts";

let parser: Parser;
beforeAll(async () => {
  parser = await newParser();
});

test.each([
  { name: "orders", quoted: "orders" },
  { name: "_a1", quoted: "_a1" },
  { name: "Orders", quoted: '"Orders"' },
  { name: "1a", quoted: '"1a"' },
  { name: "a$", quoted: '"a$"' },
  { name: "größe", quoted: '"größe"' },
  { name: 'a"b', quoted: '"a""b"' },
  { name: "", quoted: '""' },
  { name: "user", quoted: '"user"' },
  { name: "left", quoted: '"left"' },
  { name: "values", quoted: '"values"' },
  { name: "name", quoted: "name" },
])("the name $name is written $quoted", ({ name, quoted }) => {
  expect(quoteIdent(name)).toBe(quoted);
});

test("a qualified name", () => {
  expect(quoteQualified("public", "User")).toBe('public."User"');
});

test.each([
  { written: "Orders", name: "orders" },
  { written: "GRÖSSE", name: "grÖsse" },
  { written: '"Orders"', name: "Orders" },
  { written: '"a""b"', name: 'a"b' },
  { written: '"a', name: "a" },
  { written: 'U&"d\\0061t\\+000061\\\\"', name: "data\\" },
  { written: "X".repeat(70), name: "x".repeat(63) },
  { written: `"${"é".repeat(40)}"`, name: "é".repeat(31) },
  { written: `"${"x".repeat(61)}🎉"`, name: "x".repeat(61) },
])("$written names $name", ({ written, name }) => {
  expect(unquoteIdent(written)).toBe(name);
});

test.each([
  { text: "it's", quoted: "'it''s'" },
  { text: "", quoted: "''" },
  { text: "a\\b'", quoted: "E'a\\\\b'''" },
])("the literal $text is written $quoted", ({ text, quoted }) => {
  expect(quoteLiteral(text)).toBe(quoted);
});

test("a table and a column go without quotes wherever PostgreSQL reads them so", () => {
  for (const word of Object.values(keywords).flat()) {
    const isName = parser.parse(`create table ${word} (${word} int)`).kind === "tree";
    expect(identifier(word)).toBe(isName ? word : `"${word}"`);
  }
});

const anyText = fc.string({
  unit: fc.constantFrom(..."aZ_9$\"'\\ \n.é🎉ßİ"),
  minLength: 1,
  maxLength: 70,
});

test("PostgreSQL reads what is quoted as it was meant", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const name = unquoteIdent(`"${text.replaceAll('"', '""')}"`);
      expect(columnOf(`select ${quoteLiteral(text)} as ${quoteIdent(name)}`)).toEqual([name, text]);
    }),
  );
});

function columnOf(sql: string): unknown {
  const parsed = parser.parse(sql);
  if (parsed.kind !== "tree") return parsed;
  const select = parsed.tree as {
    SelectStmt: {
      targetList: [{ ResTarget: { name: string; val: { A_Const: { sval: { sval?: string } } } } }];
    };
  };
  const { name, val } = select.SelectStmt.targetList[0].ResTarget;
  return [name, val.A_Const.sval.sval ?? ""];
}

test("the keywords are the parser's own, each in its class", () => {
  // They stand in the data of the WebAssembly file, one after the other.
  const data = Buffer.from(wasmBytes()).toString("latin1");
  const start = data.indexOf("abort\0absent\0");
  const all = data.slice(start, data.indexOf("\0zone\0", start) + 5).split("\0");
  expect(Object.values(keywords).flat().sort()).toEqual(all.sort());
  const reads = (sql: string): boolean => parser.parse(sql).kind === "tree";
  for (const word of all) {
    const table = reads(`create table ${word} ()`);
    const routine = reads(`create function ${word}() returns int language sql`);
    const kind = table
      ? routine
        ? "unreserved"
        : "columnName"
      : routine
        ? "typeFunction"
        : "reserved";
    expect([word, keywords[kind].includes(word)]).toEqual([word, true]);
  }
});
