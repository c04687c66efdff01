import { insertClause } from "../../effects/clauses/insert-clause.ts";
import { namedIn } from "../../effects/clauses/named.ts";
import { keysLeft, takenAway } from "../fixes/keys-left.ts";
import { rule } from "../rule.ts";
import { brokenLater, brokenLaterReport } from "./broken-later.ts";

export default rule({
  id: "rerun/conflict-target-dropped",
  title: "ON CONFLICT names a key that a later migration drops",
  why: "The tool keeps no record and runs every file on every boot. By then a later file has dropped the unique key that ON CONFLICT names, and PostgreSQL refuses the statement before it looks at any row.",
  severity: "error",
  run: "replay",
  aliases: [],
  *check(scene) {
    const failure = brokenLater(scene);
    if (failure?.sqlstate !== "42P10") return;
    const report = brokenLaterReport(
      failure,
      "Name the key that is there at the end of the history, or leave the columns out: ON CONFLICT DO NOTHING.",
      insertClause(scene.surface)?.conflictTarget ??
        namedIn(scene.surface, "conflict") ?? { start: 0, end: 6 },
    );
    yield {
      ...report,
      related: takenAway(scene),
      get fixes() {
        return keysLeft(scene);
      },
    };
  },
  examples: {
    flags: [
      {
        everyBoot: true,
        given:
          "CREATE TABLE IF NOT EXISTS roles (id int PRIMARY KEY, name text, CONSTRAINT roles_name UNIQUE (name));",
        sql: "INSERT INTO roles VALUES (1, 'admin') ON CONFLICT (name) DO NOTHING;",
        later: "ALTER TABLE roles DROP CONSTRAINT IF EXISTS roles_name;",
        fixed: "INSERT INTO roles VALUES (1, 'admin') ON CONFLICT (id) DO NOTHING;",
      },
    ],
    allows: [
      {
        everyBoot: true,
        given: "CREATE TABLE IF NOT EXISTS roles (id int PRIMARY KEY, name text);",
        sql: "INSERT INTO roles VALUES (1, 'admin') ON CONFLICT (id) DO NOTHING;",
        because: "the key stays",
      },
    ],
  },
});
