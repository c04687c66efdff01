import { rule } from "../rule.ts";
import { brokenLater, brokenLaterReport } from "./broken-later.ts";
import { spotOf } from "./spot.ts";

export default rule({
  id: "rerun/undone-later",
  title: "The next boot fails: a later migration has changed what this statement needs",
  why: "The tool keeps no record and runs every file on every boot. What this statement needs has been dropped, renamed or changed by a later file when it runs for the second time, so the next boot stops here.",
  severity: "error",
  run: "replay",
  aliases: [],
  *check(scene) {
    const failure = brokenLater(scene);
    const effect = failure && scene.effects[failure.effect];
    if (!failure || !effect || failure.sqlstate === "42P10") return;
    yield brokenLaterReport(
      failure,
      "Guard this statement by what the later one leaves.",
      spotOf(scene.surface, { failure, effect, when: "again" }),
    );
  },
  examples: {
    flags: [
      {
        everyBoot: true,
        given: "CREATE TABLE IF NOT EXISTS jobs (id int, agent text);",
        sql: "CREATE INDEX IF NOT EXISTS by_agent ON jobs (agent);",
        later: "ALTER TABLE jobs DROP COLUMN IF EXISTS agent;",
      },
    ],
    allows: [
      {
        everyBoot: true,
        given: "CREATE TABLE IF NOT EXISTS jobs (id int, agent text);",
        sql: "CREATE INDEX IF NOT EXISTS by_agent ON jobs (agent);",
        because: "the column stays",
      },
    ],
  },
});
