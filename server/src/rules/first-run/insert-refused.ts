import { missingValues } from "../fixes/missing-values.ts";
import { rule } from "../rule.ts";
import { didYouMean, nameInstead } from "./did-you-mean.ts";
import { failures } from "./report.ts";

export default rule({
  id: "first-run/insert-refused",
  title: "An INSERT that PostgreSQL refuses",
  why: "The row leaves out a column that must not be null, names a column that the table does not have, or breaks a key. On a fresh database it always does.",
  severity: "error",
  run: "fresh",
  aliases: [],
  check: (scene) =>
    failures(
      scene,
      "insert-refused",
      (found) => {
        const name = found.failure.sqlstate === "42703" ? didYouMean(scene, found) : undefined;
        return name === undefined ? "" : `Did you mean "${name}"?`;
      },
      (on, found) =>
        found.failure.sqlstate === "42703"
          ? nameInstead(on, found)
          : missingValues(on, found.failure),
    ),
  examples: {
    flags: [
      {
        given: "CREATE TABLE roles (id int NOT NULL, name text);",
        sql: "INSERT INTO roles (name) VALUES ('admin');",
      },
      {
        given: "CREATE TABLE roles (id int PRIMARY KEY);",
        sql: "INSERT INTO roles (id, name) VALUES (1, 'admin') ON CONFLICT DO NOTHING;",
      },
    ],
    allows: [
      {
        given: "CREATE TABLE roles (id int PRIMARY KEY, name text);",
        sql: "INSERT INTO roles (id, name) VALUES (1, 'admin') ON CONFLICT DO NOTHING;",
        because: "every column has its value",
      },
    ],
  },
});
