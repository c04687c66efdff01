import { rule } from "../rule.ts";
import { failures } from "./report.ts";

export default rule({
  id: "first-run/on-conflict-without-key",
  title: "ON CONFLICT names columns that no unique index covers",
  why: "ON CONFLICT (columns) needs a unique index or constraint of exactly these columns. Without one PostgreSQL refuses the whole statement.",
  severity: "error",
  run: "fresh",
  aliases: [],
  check: (scene) =>
    failures(
      scene,
      "on-conflict-without-key",
      () => "There is no unique index or constraint of exactly these columns.",
    ),
  examples: {
    flags: [
      {
        given: "CREATE TABLE roles (id int PRIMARY KEY, name text);",
        sql: "INSERT INTO roles VALUES (1, 'admin') ON CONFLICT (name) DO NOTHING;",
      },
    ],
    allows: [
      {
        given: "CREATE TABLE roles (id int PRIMARY KEY, name text UNIQUE);",
        sql: "INSERT INTO roles VALUES (1, 'admin') ON CONFLICT (name) DO NOTHING;",
        because: "there is a unique constraint on name",
      },
    ],
  },
});
