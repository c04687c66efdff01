import { beforeAll, expect, test } from "vitest";
import type { DoEffect } from "../../../server/src/effects/blocks.ts";
import type { Machine } from "../../../server/src/plpgsql/execute.ts";
import { guardedStatements } from "../../../server/src/plpgsql/guards.ts";
import { newMachine } from "./engine.ts";

let machine: Machine;
beforeAll(async () => {
  machine = await newMachine();
});

const of = (body: string) =>
  guardedStatements(machine, {
    kind: "do",
    verb: "run",
    language: "plpgsql",
    body,
  } satisfies DoEffect);

test("a look-up, what it asks and which names it compares", () => {
  const [statement, ...others] =
    of(`
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
                 WHERE conname = 'k' AND conrelid = 'public.t'::regclass) THEN
    ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0);
  END IF;
END`) ?? [];
  expect(others).toEqual([]);
  expect(statement).toMatchObject({
    line: 5,
    sql: "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0)",
    dynamic: false,
    effects: [{ kind: "add-constraint" }],
    guards: [
      {
        kind: "if",
        line: 3,
        negated: false,
        lookups: [
          {
            asks: ["pg_constraint", "pg_class"],
            absent: true,
            names: [
              { column: "conname", value: "k" },
              { column: "conrelid", value: "public.t" },
            ],
          },
        ],
      },
    ],
  });
});

test("to_regclass, count(*) = 0, ELSE and an early RETURN", () => {
  expect(
    of(`BEGIN
      IF to_regclass('public.a') IS NULL THEN CREATE TABLE a ();
      ELSIF (SELECT count(*) FROM pg_type WHERE typname = 'x') = 0 THEN CREATE TABLE b ();
      ELSE CREATE TABLE c (); END IF;
      IF EXISTS (SELECT FROM pg_roles WHERE rolname IN ('p', 'q')) THEN RETURN; END IF;
      CREATE TABLE d ();
    END`)?.map(({ sql, guards }) => [
      sql,
      ...guards.map((guard) => guard.kind === "if" && [guard.negated, guard.lookups]),
    ]),
  ).toEqual([
    ["CREATE TABLE a ()", [false, [toRegclass]]],
    ["CREATE TABLE b ()", [true, [toRegclass]], [false, [count]]],
    ["CREATE TABLE c ()", [true, [toRegclass]], [true, [count]]],
    ["CREATE TABLE d ()", [true, [roles]]],
  ]);
});

const toRegclass = {
  asks: ["to_regclass"],
  absent: true,
  names: [{ column: "to_regclass", value: "public.a" }],
};
const count = { asks: ["pg_type"], absent: true, names: [{ column: "typname", value: "x" }] };
const roles = {
  asks: ["pg_roles"],
  absent: false,
  names: [
    { column: "rolname", value: "p" },
    { column: "rolname", value: "q" },
  ],
};

test("what is caught, and what becomes of it", () => {
  const [first, second] =
    of(`BEGIN
      BEGIN ALTER TABLE t ADD UNIQUE (a);
      EXCEPTION WHEN duplicate_object OR SQLSTATE '42P07' THEN NULL; WHEN OTHERS THEN RAISE; END;
      EXECUTE 'CREATE TABLE x ()';
    END`) ?? [];
  expect(first?.guards).toEqual([
    {
      kind: "exception",
      line: 2,
      handlers: [
        {
          conditions: ["duplicate_object", "42P07"],
          sqlstates: ["42710", "42P07"],
          others: false,
          swallows: true,
        },
        { conditions: ["others"], sqlstates: [], others: true, swallows: false },
      ],
    },
  ]);
  expect(second).toMatchObject({ sql: "CREATE TABLE x ()", dynamic: true, guards: [] });
});

test("a body that cannot be read has none", () => {
  expect(of("BEGIN IF THEN")).toBeUndefined();
});
