import fc from "fast-check";
import { expect, test } from "vitest";
import { split } from "../../server/src/sql/split.ts";

const texts = (sql: string): readonly string[] => split(sql).map(({ text }) => text);

test.each([
  { sql: "", is: [] },
  { sql: " ;; -- a\n; /* ; */", is: [] },
  { sql: "select 1; select 2", is: ["select 1", "select 2"] },
  {
    sql: "select ';' || \";\" || $$;$$ || E'\\';' -- ;\n;x",
    is: ["select ';' || \";\" || $$;$$ || E'\\';'", "x"],
  },
  { sql: "do $a$ begin; $$;$$ end $a$; x", is: ["do $a$ begin; $$;$$ end $a$", "x"] },
  { sql: "/* /* ; */ ; */ a; b", is: ["a", "b"] },
  { sql: "\ufeffselect 1;", is: ["select 1"] },
  { sql: "-- é🎉;\r\nselect 'é;🎉';\r\n\tselect 2\r\n;\r\n", is: ["select 'é;🎉'", "select 2"] },
  { sql: "select 1)) ; x", is: ["select 1))", "x"] },
])("semicolons: $sql", ({ sql, is }) => {
  expect(texts(sql)).toEqual(is);
});

test("a statement's spans leave comments and blanks around it out", () => {
  const sql = "-- why\n\tselect 1 -- one\n  ; -- done\n";
  const [statement] = split(sql);
  expect(statement).toEqual({
    kind: "sql",
    span: { start: 8, end: 16 },
    terminator: { start: 26, end: 27 },
    text: "select 1",
  });
});

test("an unfinished statement has no terminator", () => {
  expect(split("select 1 ")).toEqual([
    { kind: "sql", span: { start: 0, end: 8 }, text: "select 1" },
  ]);
});

test("a range of a text, with offsets in the whole", () => {
  const sql = "-- +up\na;b;\n-- +down\nc;";
  const range = { start: sql.indexOf("b"), end: sql.indexOf("-- +down") };
  expect(split(sql, range).map(({ span, text }) => [span.start, text])).toEqual([[9, "b"]]);
});

const atomic = `create or replace function f(a int) returns int language sql
begin atomic
  select case when a > 0 then 1 else (case a when 0 then 2 end) end;
  select t.end, 1 as end from t;
end`;

test.each([
  { sql: `${atomic}; select 1;`, is: [atomic, "select 1"] },
  {
    sql: "create procedure p() begin atomic end; x;",
    is: ["create procedure p() begin atomic end", "x"],
  },
  {
    sql: "create function atomic() returns int return 1; x;",
    is: ["create function atomic() returns int return 1", "x"],
  },
  { sql: "begin; select 1; end; x;", is: ["begin", "select 1", "end", "x"] },
  {
    sql: "create rule r as on insert to v do (\nselect 1;\nselect 2; ); x;",
    is: ["create rule r as on insert to v do (\nselect 1;\nselect 2; )", "x"],
  },
  {
    sql: "create or replace rule r as on insert to v do also (a; (b);); x",
    is: ["create or replace rule r as on insert to v do also (a; (b);)", "x"],
  },
])("bodies with semicolons: $sql", ({ sql, is }) => {
  expect(texts(sql)).toEqual(is);
});

test.each([
  { sql: "\\set x 1\nselect 1;\n\\d t", is: ["psql \\set x 1", "sql select 1", "psql \\d t"] },
  { sql: "select 1 \\gexec\nselect 2;", is: ["sql select 1", "psql \\gexec", "sql select 2"] },
  { sql: "select 1\\; select 2;", is: ["sql select 1", "sql select 2"] },
  { sql: "\\connect db\r\nx;", is: ["psql \\connect db", "sql x"] },
  { sql: "select '\\d';", is: ["sql select '\\d'"] },
])("psql commands: $sql", ({ sql, is }) => {
  expect(split(sql).map(({ kind, text }) => `${kind} ${text}`)).toEqual(is);
});

test.each([
  {
    sql: "COPY public.t (a, b) FROM stdin;\n1\t;\n'\\N\n\\.\nselect 1;",
    data: "1\t;\n'\\N\n\\.",
    rest: ["select 1"],
  },
  {
    sql: "copy t from stdin with (format csv); -- rows\r\n1\r\n\\.\r\nx;",
    data: "1\r\n\\.",
    rest: ["x"],
  },
  { sql: "copy t from stdin;\n\\.", data: "\\.", rest: [] },
  { sql: "\\copy t from stdin\n1;2\n\\.\nx;", data: "1;2\n\\.", rest: ["x"] },
  { sql: "copy t from stdin;\nselect 1;", data: undefined, rest: ["select 1"] },
  { sql: "copy t from '/stdin';\nselect 1;\n\\.", data: undefined, rest: ["select 1", "\\."] },
])("rows of $sql are no statements", ({ sql, data, rest }) => {
  const [copy, ...others] = split(sql);
  expect(copy?.data && sql.slice(copy.data.start, copy.data.end)).toBe(data);
  expect(others.map(({ text }) => text)).toEqual(rest);
});

test.each([
  {
    why: "a parenthesis is open",
    sql: "create table a (id int;\n\n-- next\ncreate table b (id int);\nselect 1;",
    is: ["create table a (id int", "create table b (id int)", "select 1"],
  },
  {
    why: "in an indented text too",
    sql: "  insert into t values (1;\n  drop table u;",
    is: ["insert into t values (1", "drop table u"],
  },
  {
    why: "what follows stands deeper",
    sql: "create table a (id int;\n  comment text);\nx;",
    is: ["create table a (id int;\n  comment text)", "x"],
  },
  {
    why: "what follows begins no statement",
    sql: "create table a (id int;\nname text);\nx;",
    is: ["create table a (id int;\nname text)", "x"],
  },
  { why: "it stands in the same line", sql: "select (1; select 2;", is: ["select (1; select 2;"] },
  {
    why: "a rule is open",
    sql: "create rule r as on insert to v do (select 1;\ncreate table b ();\nx;",
    is: ["create rule r as on insert to v do (select 1", "create table b ()", "x"],
  },
  {
    why: "an END is missing",
    sql: "create function f() returns int begin atomic\n  select 1;\ndrop table t;\nx;",
    is: ["create function f() returns int begin atomic\n  select 1", "drop table t", "x"],
  },
])("half-written, $why", ({ sql, is }) => {
  expect(texts(sql)).toEqual(is);
});

test("many unclosed rules cost one more look, not one each", () => {
  const sql = "create rule r as on insert to v do (select 1;\ndrop table t;\n".repeat(5000);
  expect(split(sql)).toHaveLength(10_000);
});

const pieces = fc.constantFrom(
  ..."';\"$(){}[]\\/*-\n\r\t.,:é🎉\ufeff\0a0_ ".split(""),
  ..."$$ $a$ /* */ -- begin atomic case end create function rule copy from stdin;\n \\. E' U&\" \r\n".split(
    " ",
  ),
);

test("any text gives ordered, separate statements that hold all its code", () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      const sql = parts.join(parts.length % 2 === 0 ? "" : " ");
      let at = 0;
      for (const { span, text, terminator, data } of split(sql)) {
        expect(span.start).toBeGreaterThanOrEqual(at);
        expect(span.end).toBeGreaterThan(span.start);
        expect(text).toBe(sql.slice(span.start, span.end));
        at = data?.end ?? terminator?.end ?? span.end;
      }
      expect(at).toBeLessThanOrEqual(sql.length);
    }),
    { numRuns: 2000 },
  );
});
