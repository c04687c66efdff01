import { beforeAll, expect, test } from "vitest";
import { nothingSaid } from "../../server/src/history/declared.ts";
import { createService, type Service } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";

/** A history that runs, and what is said, and where, when one thing in it is spoilt. */
let service: Service;

beforeAll(async () => {
  service = createService(await newParser());
});

const users = "CREATE TABLE users (id int PRIMARY KEY, email text);";
const orders = "CREATE TABLE orders (id int PRIMARY KEY, buyer int REFERENCES users);";
const index = "CREATE INDEX orders_buyer ON orders (buyer);";
const view = "CREATE VIEW buyers AS SELECT u.email FROM users u JOIN orders o ON o.buyer = u.id;";

/** `rule: the text it is about in file; the text of what is related in its file`. */
function told(...texts: readonly string[]): readonly string[] {
  const files = texts.map((text, at) => ({ path: `db/V${at + 1}__m.sql`, text }));
  const textOf = new Map(files.map((file) => [file.path, file.text]));
  const cut = (path: string, span: { readonly start: number; readonly end: number }): string =>
    `"${textOf.get(path)?.slice(span.start, span.end)}" of ${path}`;
  const declared = { ...nothingSaid, runner: "flyway" };
  const [history] = service.open(files, { base: "", nearby: [], declared: () => declared });
  if (!history) throw new Error("no history");
  return files.flatMap(({ path }) =>
    service
      .check(history, path, { rerun: "off", disabledRules: [] })
      .findings.map(({ rule, span, related }) =>
        [`${rule}: ${cut(path, span)}`, ...related.map((one) => cut(one.path, one.span))].join(
          "; ",
        ),
      ),
  );
}

test("as it is", () => {
  expect(told(users, orders, index, view)).toEqual([]);
});

test("a table that is no longer created", () => {
  expect(told(users, "SELECT 1;", index, view)).toEqual([
    'first-run/never-created: "orders" of db/V3__m.sql',
  ]);
});

test("a column that is renamed before it is used", () => {
  const renamed = "ALTER TABLE orders RENAME COLUMN buyer TO customer;";
  expect(told(users, orders, renamed, index)).toEqual([
    'first-run/renamed-earlier: "buyer" of db/V4__m.sql; "buyer" of db/V3__m.sql',
  ]);
});

test("two files that are swapped", () => {
  expect(told(orders, users, index, view)).toEqual([
    'first-run/created-later: "users" of db/V1__m.sql; "users" of db/V2__m.sql',
  ]);
});

test("a table that is dropped too early", () => {
  expect(told(users, orders, "DROP TABLE orders;", view)).toEqual([
    'first-run/dropped-earlier: "orders" of db/V4__m.sql; "orders" of db/V3__m.sql',
  ]);
});

test("a table that is created twice", () => {
  expect(told(users, orders, users)).toEqual([
    'first-run/created-twice: "users" of db/V3__m.sql; "users" of db/V1__m.sql',
  ]);
});
