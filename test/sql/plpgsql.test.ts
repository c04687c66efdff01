import { beforeAll, expect, test } from "vitest";
import type { Parser } from "../../server/src/sql/parser.ts";
import { newParser } from "../support/parser.ts";

let parser: Parser;
beforeAll(async () => {
  parser = await newParser();
});

test.each([
  { sql: "do $$ begin perform 1; end $$", functions: 1 },
  { sql: "do language plpgsql $do$ begin execute 'drop table é'; end $do$", functions: 1 },
  {
    sql: "create function f() returns trigger language plpgsql as $$ begin return new; end $$",
    functions: 1,
  },
  { sql: "select 1", functions: 0 },
  { sql: "", functions: 0 },
  { sql: "do language plpython3u 'x'", functions: 0 },
  { sql: "create function f() returns int language sql as 'select 1'", functions: 0 },
  { sql: "create function f() returns int return 1", functions: 0 },
  { sql: "create procedure p() begin atomic select 1; end", functions: 0 },
  { sql: "create function f() returns int language plpgsql", functions: 0 },
])("$sql has $functions bodies", ({ sql, functions }) => {
  const parsed = parser.parsePlpgsql(sql);
  expect(parsed.kind === "body" && parsed.functions.length).toBe(functions);
  expect(parser.parsePlpgsql(sql)).toBe(parsed);
});

test("a DO block's statements", () => {
  const sql =
    "do $$\nbegin\n  if not exists (select 1) then\n    create role r;\n  end if;\nend $$";
  expect(parser.parsePlpgsql(sql)).toMatchObject({
    kind: "body",
    functions: [
      {
        PLpgSQL_function: {
          action: {
            PLpgSQL_stmt_block: {
              body: [
                {
                  PLpgSQL_stmt_if: {
                    lineno: 3,
                    then_body: [
                      {
                        PLpgSQL_stmt_execsql: {
                          sqlstmt: { PLpgSQL_expr: { query: "create role r" } },
                        },
                      },
                    ],
                  },
                },
                {},
              ],
            },
          },
        },
      },
    ],
  });
});

test.each([
  { sql: "do $$ begin perform 1 end $$", message: "syntax error at end of input" },
  { sql: "do $$ begin selec 1; end $$", message: 'syntax error at or near "selec"' },
  { sql: "do $$ begin x := 1; end $$", message: '"x" is not a known variable' },
  { sql: "do", message: "syntax error at end of input" },
])("$sql: $message", ({ sql, message }) => {
  expect(parser.parsePlpgsql(sql)).toEqual({ kind: "error", message });
});

test("bodies and functions without one may come in any number", () => {
  for (let index = 0; index < 200; index++) {
    parser.parsePlpgsql(`create function f${index}() returns int language plpgsql`);
    parser.parsePlpgsql(`create function f${index}() returns int return ${index}`);
    expect(parser.parsePlpgsql(`do $$ begin perform ${index}; end $$`).kind).toBe("body");
  }
});

test("no prefix of a body fails", () => {
  const sql =
    "do $$ declare r record; begin for r in select 1 loop raise notice '%;', r; end loop; exception when duplicate_object then null; end $$";
  for (let end = 1; end < sql.length; end++) {
    expect(parser.parsePlpgsql(sql.slice(0, end)).kind).toBe("error");
    expect(parser.parsePlpgsql(`${sql.slice(0, end)} $$`).kind).toBeDefined();
  }
  expect(parser.parsePlpgsql(sql).kind).toBe("body");
});
