import { rule } from "../rule.ts";
import { prerequisites } from "./missing.ts";

export default rule({
  id: "prerequisite/schema-missing",
  title: "A schema that no migration creates",
  why: "The statement uses a schema that the history does not create. A platform may bring it; an empty database does not have it. Create it, or declare it in safe-migrations.json.",
  severity: "warning",
  run: "fresh",
  aliases: [],
  check: (scene) =>
    prerequisites(
      scene,
      (missing) => missing.class === "schema",
      ({ name, failure }) =>
        `Schema "${name}" must be there first: no migration creates it (${failure.sqlstate} ${failure.message}).`,
      () => "Create it in a migration, or declare it as part of the environment.",
    ),
  examples: {
    flags: [
      {
        given: "CREATE TABLE orders (id int);",
        sql: "CREATE TABLE IF NOT EXISTS billing.invoices (id int);",
      },
    ],
    allows: [
      {
        given: "CREATE TABLE orders (id int); CREATE SCHEMA billing;",
        sql: "CREATE TABLE IF NOT EXISTS billing.invoices (id int);",
        because: "an earlier migration creates it",
      },
    ],
  },
});
