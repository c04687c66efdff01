import { beforeAll, expect, test } from "vitest";
import type { Parser } from "../../server/src/sql/parser.ts";
import { split } from "../../server/src/sql/split.ts";
import { newParser } from "../support/parser.ts";
import { migration } from "./statements.ts";

let parser: Parser;
beforeAll(async () => {
  parser = await newParser();
});

test("a statement becomes PostgreSQL's own tree, the same one each time", () => {
  const parsed = parser.parse("alter table t add constraint c check (a > 0) not valid");
  expect(parsed).toMatchObject({
    kind: "tree",
    tree: { AlterTableStmt: { cmds: [{ AlterTableCmd: { subtype: "AT_AddConstraint" } }] } },
  });
  expect(parser.parse("alter table t add constraint c check (a > 0) not valid")).toBe(parsed);
});

test.each(["", " \n", "-- only this", "/* a */ ;"])("%j is empty", (sql) => {
  expect(parser.parse(sql)).toEqual({ kind: "empty" });
});

/** `at`: the text from the error's place on. */
test.each([
  { sql: "creat table t ()", message: 'syntax error at or near "creat"', at: "creat table t ()" },
  { sql: "alter table t ad x int", message: 'syntax error at or near "ad"', at: "ad x int" },
  { sql: "create table t (", message: "syntax error at end of input", at: "" },
  { sql: "select 'é🎉', 表\r\n\tfrom from", message: 'syntax error at or near "from"', at: "from" },
  { sql: "select '🎉", message: 'unterminated quoted string at or near "\'🎉"', at: "'🎉" },
  { sql: 'select "a', message: 'unterminated quoted identifier at or near ""a"', at: '"a' },
  {
    sql: "do $x$ begin",
    message: 'unterminated dollar-quoted string at or near "$x$ begin"',
    at: "$x$ begin",
  },
  { sql: "select /* a", message: 'unterminated /* comment at or near "/* a"', at: "/* a" },
  {
    sql: "select 1 not /* 🎉é */ in (2) /* é */ from, t",
    message: 'syntax error at or near ","',
    at: ", t",
  },
  { sql: "\\d t", message: 'syntax error at or near "\\"', at: "\\d t" },
])("$sql: $message", ({ sql, message, at }) => {
  const parsed = parser.parse(sql);
  expect(parsed).toMatchObject({ kind: "error", message });
  expect(parsed.kind === "error" && sql.slice(parsed.offset)).toBe(at);
});

/** PostgreSQL looks one word ahead there. */
test.each([
  "create table t (a timestamp with /* 🎉é */ time zone, b time without -- é\n time zone)",
  "select * from t where a not /* one */ /* two */ in (1) order by a nulls -- all\r\n last",
  "select a not /* é */ between 1 and 2, a not -- x\n like 'a', a not /**/ ilike 'a', a not /**/ similar to 'a'",
  "create view v as select 1 as a with /**/ local check option",
])("comments are nothing: %s", (sql) => {
  const parsed = parser.parse(sql);
  const plain = parser.parse(
    sql.replace(/\/\*.*?\*\/|--.*/g, (comment) => " ".repeat(Buffer.byteLength(comment))),
  );
  expect(plain.kind).toBe("tree");
  expect(parsed).toEqual(plain);
});

test.each([
  "IF a NOT /* 💥 */ IN (1, 2) THEN NULL; END IF",
  "PERFORM 1 ORDER BY a NULLS -- last\n LAST",
  "RAISE EXCEPTION 'a' -- and\n 'b'",
])("comments are nothing in the body of a function: %s", (line) => {
  const sql = `DO $body$\nBEGIN\n  ${line};\nEND $body$`;
  expect(parser.parsePlpgsql(sql)).toEqual(
    parser.parsePlpgsql(
      sql.replace(/\/\*.*?\*\/|--.*/g, (comment) => " ".repeat(Buffer.byteLength(comment))),
    ),
  );
  expect(parser.parsePlpgsql(sql).kind).toBe("body");
});

test("comments are nothing in the head of a function", () => {
  const body = "returns void language plpgsql as $$ begin return; end $$";
  const parsed = parser.parsePlpgsql(
    `create function f(a timestamp with /* é */ time zone) ${body}`,
  );
  expect(parsed).toEqual(
    parser.parsePlpgsql(`create function f(a timestamp with time zone) ${body}`),
  );
  expect(parsed.kind).toBe("body");
});

test("a NUL is named, not taken for the end", () => {
  expect(parser.parse("select 1\0; drop table t")).toEqual({
    kind: "too-complex",
    message: "NUL byte at offset 8",
  });
  expect(parser.parsePlpgsql("do $$ \0 $$").kind).toBe("error");
});

test("lone surrogates harm nothing", () => {
  expect(parser.parse("select '\ud83c', '\udf89', 1").kind).toBe("tree");
  expect(parser.parse("select '\ud83cé' from")).toMatchObject({ kind: "error", offset: 16 });
});

test("two statements at once are not silently one", () => {
  expect(parser.parse("select 1; drop table t").kind).toBe("too-complex");
});

test("a chain of 30,000 operators costs itself only", () => {
  for (let index = 0; index < 100; index++) {
    const deep = `select ${index}${" + 1".repeat(30_000)}`;
    expect(parser.parse(deep)).toEqual({ kind: "too-complex", message: "nested too deeply" });
    expect(parser.parse(`select ${index} as alive`).kind).toBe("tree");
  }
});

test.each([
  { what: "parentheses", sql: `select ${"(".repeat(20_000)}1${")".repeat(20_000)}` },
  { what: "sub-selects", sql: `${"select (".repeat(5000)}1${")".repeat(5000)}` },
  { what: "arrays", sql: `select ${"array[".repeat(5000)}1${"]".repeat(5000)}` },
  { what: "two-dimensional arrays", sql: `select array${"[".repeat(5000)}1${"]".repeat(5000)}` },
  { what: "CASE", sql: `select ${"case when a then b else ".repeat(5000)}1${" end".repeat(5000)}` },
  { what: "operators", sql: `select 1${"||1".repeat(6000)}` },
  { what: "signs", sql: `select ${"- ".repeat(9000)}1` },
  { what: "NOT", sql: `select ${"not ".repeat(4000)}a` },
  { what: "casts", sql: `select 1${"::int".repeat(9000)}` },
  { what: "IS NULL", sql: `select (a${" is null".repeat(9000)})` },
  { what: "UNION", sql: `select 1, 2${" union select 1, 2".repeat(9000)}` },
  { what: "JOIN", sql: `select 1 from a${" natural join b".repeat(9000)}` },
])("$what within each other: no tree that is too deep to walk", ({ sql }) => {
  expect(parser.parse(sql).kind).not.toBe("tree");
  expect(parser.parse("select 1 as fine").kind).toBe("tree");
});

test("a long but shallow statement is no problem", () => {
  const rows = Array.from({ length: 40_000 }, (_, index) => `(${index}, 'some text é')`);
  const sql = `insert into t values ${rows.join(",\n")}`;
  expect(sql.length).toBeGreaterThan(800_000);
  expect(parser.parse(sql).kind).toBe("tree");
  const conditions = Array.from({ length: 5000 }, (_, index) => `a = ${index}`);
  expect(parser.parse(`delete from t where ${conditions.join(" or ")}`).kind).toBe("tree");
  const columns = Array.from({ length: 1000 }, (_, index) => `c${index} int not null default -1`);
  expect(parser.parse(`create table t (${columns.join(", ")})`).kind).toBe("tree");
});

test("more than 8 MB is refused", () => {
  const parsed = parser.parse(`select '${"x".repeat(9 * 1024 * 1024)}'`);
  expect(parsed).toEqual({ kind: "too-complex", message: "longer than 8 MB" });
});

test("a file of a megabyte", () => {
  const file = `${migration.join(";\n\n")};\n`.repeat(520);
  const statements = split(file);
  expect(file.length).toBeGreaterThan(1_000_000);
  expect(statements).toHaveLength(520 * migration.length);
  for (const { text } of statements) expect(parser.parse(text).kind).toBe("tree");
});

test.each(migration.map((sql) => ({ sql })))("no prefix fails: $sql", ({ sql }) => {
  for (let end = 0; end <= sql.length; end++) {
    const prefix = sql.slice(0, end);
    for (const { text, span } of split(prefix)) {
      const parsed = parser.parse(text);
      if (parsed.kind === "error") {
        expect(parsed.offset).toBeLessThanOrEqual(span.end - span.start);
        expect(parsed.expected.length).toBeLessThanOrEqual(6);
      }
    }
  }
  expect(parser.parse(sql).kind).toBe("tree");
});
