import { rule } from "../rule.ts";
import { failures } from "./report.ts";

export default rule({
  id: "first-run/not-null-without-default",
  title: "NOT NULL on a column that has no value in rows that are there",
  why: "An earlier statement of the history puts rows into the table. A new column without a default is null in them, so PostgreSQL refuses NOT NULL.",
  severity: "error",
  run: "fresh",
  aliases: [],
  check: (scene) =>
    failures(
      scene,
      "not-null-without-default",
      () => "Give it a default, or fill it before NOT NULL is set.",
    ),
  examples: {
    flags: [
      {
        given: "CREATE TABLE roles (id int); INSERT INTO roles VALUES (1);",
        sql: "ALTER TABLE roles ADD COLUMN IF NOT EXISTS name text NOT NULL;",
      },
    ],
    allows: [
      {
        given: "CREATE TABLE roles (id int); INSERT INTO roles VALUES (1);",
        sql: "ALTER TABLE roles ADD COLUMN IF NOT EXISTS name text NOT NULL DEFAULT '';",
        because: "rows that are there get the default",
      },
      {
        given: "CREATE TABLE roles (id int);",
        sql: "ALTER TABLE roles ADD COLUMN IF NOT EXISTS name text NOT NULL;",
        because: "no migration puts rows into it",
      },
    ],
  },
});
