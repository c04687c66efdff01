import { rule } from "../rule.ts";
import { failures } from "./report.ts";

export default rule({
  id: "first-run/hidden-by-if-not-exists",
  title: "IF NOT EXISTS skips a table that has other columns",
  why: "IF NOT EXISTS goes by the name only: where an earlier migration made a table of this name, the statement is skipped, and the columns that only it would have made never come to be. What needs them then fails.",
  severity: "error",
  run: "fresh",
  aliases: [],
  check: (scene) =>
    failures(
      scene,
      "hidden-by-if-not-exists",
      () =>
        "The CREATE TABLE IF NOT EXISTS that lists this column is skipped: an earlier migration makes a table of that name.",
    ),
  examples: {
    flags: [
      {
        given:
          "CREATE TABLE tokens (id int); CREATE TABLE IF NOT EXISTS tokens (id int, token_hash text);",
        sql: "CREATE INDEX IF NOT EXISTS by_hash ON tokens (token_hash);",
      },
    ],
    allows: [
      {
        given:
          "CREATE TABLE tokens (id int); ALTER TABLE tokens ADD COLUMN IF NOT EXISTS token_hash text;",
        sql: "CREATE INDEX IF NOT EXISTS by_hash ON tokens (token_hash);",
        because: "the column is added",
      },
    ],
  },
});
