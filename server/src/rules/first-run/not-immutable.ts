import { makeImmutable } from "../fixes/make-immutable.ts";
import { rule } from "../rule.ts";
import { failures } from "./report.ts";

export default rule({
  id: "first-run/not-immutable",
  title: "An index, generated column or partition key that depends on when it is asked",
  why: "What an index stores must be the same tomorrow. now(), CURRENT_DATE, casts from timestamptz to date and the like depend on the clock or the time zone, and PostgreSQL refuses them.",
  severity: "error",
  run: "fresh",
  aliases: [],
  check: (scene) =>
    failures(
      scene,
      "not-immutable",
      () => "Use a constant, or make the time zone explicit: (created_at AT TIME ZONE 'UTC').",
      makeImmutable,
    ),
  examples: {
    flags: [
      {
        given: "CREATE TABLE sessions (id int, expires timestamptz);",
        sql: "CREATE INDEX IF NOT EXISTS active ON sessions (id) WHERE expires > now();",
      },
      {
        given: "CREATE TABLE sessions (id int, expires timestamptz);",
        sql: "CREATE INDEX IF NOT EXISTS by_day ON sessions ((expires::date));",
      },
    ],
    allows: [
      {
        given: "CREATE TABLE sessions (id int, expires timestamptz);",
        sql: "CREATE INDEX IF NOT EXISTS by_day ON sessions (((expires AT TIME ZONE 'UTC')::date));",
        because: "the time zone is explicit",
      },
    ],
  },
});
