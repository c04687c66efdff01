import { failures } from "../first-run/report.ts";
import { seedBefore } from "../fixes/seed-row.ts";
import { rule } from "../rule.ts";

export default rule({
  id: "prerequisite/seed-row-missing",
  title: "A row that no migration inserts",
  why: "The statement looks up a row, or points to one with a foreign key, and on a fresh database the row is not there: production got it from a seed script, an import or a person. The author's database has it, so that nobody notices until an empty one is set up.",
  severity: "error",
  run: "fresh",
  aliases: [],
  check: (scene) =>
    failures(
      scene,
      "seed-row-missing",
      ({ failure }) =>
        failure.sqlstate === "P0002"
          ? "No migration inserts the row that it asks for: insert it first."
          : "No migration inserts the row that it needs: insert it first, where it is not there.",
      (on, { failure, effect }) => seedBefore(on, failure, effect),
    ),
  examples: {
    flags: [
      {
        given:
          "CREATE TABLE roles (id int PRIMARY KEY, name text NOT NULL); CREATE TABLE users (role_id int REFERENCES roles (id));",
        sql: "INSERT INTO users (role_id) VALUES (1);",
      },
      {
        given:
          "CREATE TABLE roles (id int PRIMARY KEY, name text UNIQUE); CREATE TABLE users (role_id int NOT NULL);",
        sql: "INSERT INTO users (role_id) VALUES ((SELECT id FROM roles WHERE name = 'admin'));",
      },
      {
        given: "CREATE TABLE roles (id int PRIMARY KEY, name text);",
        sql: "DO $$ DECLARE found int; BEGIN SELECT id INTO STRICT found FROM roles WHERE name = 'admin'; END $$;",
      },
    ],
    allows: [
      {
        given:
          "CREATE TABLE roles (id int PRIMARY KEY); INSERT INTO roles VALUES (1); CREATE TABLE users (role_id int PRIMARY KEY REFERENCES roles (id));",
        sql: "INSERT INTO users (role_id) VALUES (1) ON CONFLICT DO NOTHING;",
        because: "an earlier migration inserts the row",
      },
    ],
  },
});
