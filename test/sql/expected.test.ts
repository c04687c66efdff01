import { beforeAll, expect, test } from "vitest";
import { expectedAt } from "../../server/src/sql/expected.ts";
import type { Parser } from "../../server/src/sql/parser.ts";
import { newParser } from "../support/parser.ts";

let parser: Parser;
beforeAll(async () => {
  parser = await newParser();
});

const expected = (sql: string): readonly string[] | undefined => {
  const parsed = parser.parse(sql);
  return parsed.kind === "error" ? parsed.expected : undefined;
};

test.each([
  { sql: "create tabl t (a int)", first: "TABLE" },
  { sql: "alter table t ad column a int", first: "ADD" },
  { sql: "alter table t alter column a typ int", first: "TYPE" },
  { sql: "alter type t add valu 'a'", first: "VALUE" },
  { sql: "drop index concurrently if exist i", first: "EXISTS" },
  { sql: "insert into t value (1)", first: "VALUES" },
  { sql: "create table t (id int,)", first: "name" },
  { sql: "create table t (id int default)", first: "expression" },
  { sql: "create table t (id int", first: ")" },
  { sql: 'create table "é🎉" (id int not nul) -- x', first: "NULL" },
  { sql: "do $x$ begin end $x$ languag plpgsql", first: "LANGUAGE" },
])("$sql: first of all $first", ({ sql, first }) => {
  expect(expected(sql)?.[0]).toBe(first);
});

test.each([
  { sql: "update t a = 1", is: ["SET"] },
  { sql: "delete t", is: ["FROM"] },
  { sql: "create index i t (a)", is: ["ON"] },
  { sql: "create type t as enum (a)", is: ["string"] },
  { sql: "alter table t add constraint c foreign (a) references b", is: ["KEY"] },
  { sql: "create index i on t using btree", is: ["("] },
  { sql: "alter table t x", is: ["ALTER", "DROP", "ADD", "RENAME", "OWNER TO"] },
])("$sql: exactly $is", ({ sql, is }) => {
  expect(expected(sql)).toEqual(is);
});

test.each([
  { sql: "create policy p x", is: ["ON"] },
  { sql: "create trigger t x", is: ["AFTER", "BEFORE", "INSTEAD"] },
  { sql: "grant select x on t to r", is: ["TO", "ON", "(", ","] },
])("$sql: PostgreSQL itself is asked where pgsql-ast-parser knows nothing", ({ sql, is }) => {
  expect(expected(sql)).toEqual(is);
});

test("without PostgreSQL's word, pgsql-ast-parser's alone", () => {
  expect(expectedAt("drop ", 5)).toContain("TABLE");
  expect(expectedAt("create policy p ", 16)).toEqual([]);
});

const columns = Array.from({ length: 400 }, (_, index) => `c${index} text not null default 'x'`);

test.each([
  { sql: `create table t (${columns.join(", ")} nul`, first: "NULL" },
  { sql: `create table t (${columns.join(", ")}, x int primary kye)`, first: "KEY" },
  { sql: "select a, b, c from t, u, v were x", first: "WHERE" },
  { sql: "insert into t values (1, 2, 3), (4, 5, 6), (7, 8, 9) on conflit", first: "CONFLICT" },
  { sql: "alter table t add a int, add b int, drop colum c", first: "CASCADE" },
  { sql: "select f(a, g(b, c, d), e) form t", first: "FROM" },
])("in a long list: $first", ({ sql, first }) => {
  expect(expected(sql)?.[0]).toBe(first);
});

test.each([
  { why: "it is inside a literal", before: "select 'a" },
  { why: "it is inside a comment", before: "select /* a" },
  { why: "what stands before it is wrong already", before: "create tabl t " },
  { why: "the statement is too long", before: `select ${"1,".repeat(11_000)}` },
])("nothing is known of a place when $why", ({ before }) => {
  expect(expectedAt(before, before.length)).toEqual([]);
});

test("what is named can really stand there", () => {
  for (const before of [
    "create ",
    "alter table t ",
    "create table t (a int ",
    "select a from t ",
  ]) {
    for (const word of expected(`${before} ?!`) ?? []) {
      if (!/^[A-Z ]+$/.test(word)) continue;
      const parsed = parser.parse(`${before} ${word}`);
      const sound = parsed.kind !== "error" || parsed.message === "syntax error at end of input";
      expect({ before, word, sound }).toEqual({ before, word, sound: true });
    }
  }
});
