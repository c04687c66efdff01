import { rule } from "../rule.ts";

export default rule({
  id: "first-run/several-in-one",
  title: "Several statements in one prepared statement",
  why: "A program that hands its text to the driver as a prepared statement (sqlx::query, asyncpg) may send one statement with it. PostgreSQL refuses two of them with 42601 before it runs the first one: nothing of the text is ever run.",
  severity: "error",
  run: "fresh",
  aliases: [],
  *check({ prepared, surface }) {
    if (!prepared) return;
    const message = "cannot insert multiple commands into a prepared statement";
    yield {
      message: `PostgreSQL refuses it: 42601 ${message}.`,
      detail:
        "The call prepares its text, which takes one statement: send them one by one, or use the driver's call for plain text.",
      at: { start: 0, end: surface.text.length },
      failure: { kind: "fails", sqlstate: "42601", message, effect: 0 },
    };
  },
  examples: {
    flags: [
      {
        prepared: true,
        sql: "CREATE TABLE IF NOT EXISTS a (id int); CREATE TABLE IF NOT EXISTS b (id int);",
      },
    ],
    allows: [{ prepared: true, sql: "CREATE TABLE IF NOT EXISTS a (id int);" }],
  },
});
