import fc from "fast-check";
import { columnDefinition, columns } from "./columns.ts";
import { tableConstraint } from "./constraints.ts";
import { cascade, column, ifExists, ifNotExists, plainTable, table } from "./names.ts";
import { list, maybe, pick, type Sql, set, sql, word } from "./sql.ts";

/** `id int, a text, UNIQUE (a)`; a column is rarely there twice. */
const elements: Sql = fc
  .tuple(
    fc.uniqueArray(columnDefinition, {
      minLength: 1,
      maxLength: 4,
      selector: (one) => one.split(" ")[0],
    }),
    fc.array(tableConstraint, { maxLength: 2 }),
  )
  .map(([some, constraints]) => [...some, ...constraints].join(", "));

const kindAndName = pick(
  [20, sql`TABLE ${ifNotExists}${table}`],
  [1, sql`UNLOGGED TABLE ${ifNotExists}${table}`],
  [1, sql`TEMP TABLE ${ifNotExists}${plainTable}`],
);

const bound = pick(
  [6, word("FOR VALUES FROM (0) TO (10)", "FOR VALUES FROM (10) TO (20)")],
  [2, word("DEFAULT")],
  [1, word("FOR VALUES IN (1)")],
  [1, word("FOR VALUES WITH (MODULUS 2, REMAINDER 0)")],
);

/** A query over the tables. */
export const query = pick(
  [3, sql`SELECT * FROM ${table}`],
  [3, sql`SELECT ${set(column, 1, 2)} FROM ${table}`],
  [2, word("SELECT 1 AS a, 'x'::text AS b", "SELECT 1 AS a")],
  [1, sql`SELECT count(*) AS n FROM ${table} WHERE ${column} IS NULL`],
  [1, sql`SELECT q.a, r.id FROM ${table} q JOIN ${table} r ON q.a = r.id`],
);

export const createTable = pick(
  [12, sql`CREATE ${kindAndName} (${elements})`],
  [1, sql`CREATE TABLE ${ifNotExists}${table} (${columns(1, 3)})`],
  [
    2,
    sql`CREATE TABLE ${ifNotExists}${table} (id int, a int${maybe(", b text")}${maybe(sql`, ${tableConstraint}`, 2, 1)}) PARTITION BY ${word("RANGE (a)", "LIST (a)", "HASH (id)")}`,
  ],
  [
    3,
    sql`CREATE TABLE ${ifNotExists}${word("u", "v", "app.t")} PARTITION OF ${pick([1, plainTable], [2, word("app.u")])} ${bound}`,
  ],
  [
    2,
    sql`CREATE TABLE ${ifNotExists}${table} (${maybe(columns(1, 1))}) INHERITS (${list(table, 1, 2)})`,
  ],
  [
    2,
    sql`CREATE TABLE ${ifNotExists}${table} (LIKE ${table}${pick([1, word("")], [2, word(" INCLUDING ALL", " INCLUDING DEFAULTS", " INCLUDING INDEXES", " INCLUDING CONSTRAINTS")])}${maybe(sql`, ${columns(1, 1)}`, 2, 1)})`,
  ],
  [3, sql`CREATE ${kindAndName} AS ${query}${maybe(" WITH NO DATA", 3, 1)}`],
);

export const dropTable = sql`DROP TABLE ${ifExists}${pick([8, table], [1, sql`${table}, ${table}`])}${cascade}`;

const usual = [
  "CREATE TABLE t (id serial PRIMARY KEY, a int, b text)",
  "CREATE TABLE u (id int PRIMARY KEY, a int REFERENCES t (id), c int)",
  "CREATE SCHEMA app",
  "CREATE TABLE app.t (id int, a int, b text, CONSTRAINT k UNIQUE (a))",
];

/** What most cases begin with. */
export const firstStatements = fc.oneof(
  { weight: 1, arbitrary: fc.constant<string[]>([]) },
  {
    weight: 5,
    arbitrary: fc
      .subarray([
        "INSERT INTO t (a, b) VALUES (1, 'x')",
        "CREATE INDEX i ON t (a)",
        "CREATE TYPE mood AS ENUM ('sad', 'ok')",
        "CREATE TABLE v (id int, d mood DEFAULT 'sad')",
        "CREATE TABLE app.u (id int, a int, b text) PARTITION BY RANGE (a)",
        "CREATE VIEW x AS SELECT id, a FROM t",
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE ROLE r1",
        "CREATE SEQUENCE s",
      ])
      .map((some) => [...usual, ...some]),
  },
);

export const partitionBound = bound;
