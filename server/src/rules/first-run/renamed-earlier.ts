import { rule } from "../rule.ts";
import { failures } from "./report.ts";

export default rule({
  id: "first-run/renamed-earlier",
  title: "A statement uses a name that an earlier one has changed",
  why: "An earlier statement renames it, so on a fresh database the old name is gone when this one runs.",
  severity: "error",
  run: "fresh",
  aliases: [],
  check: (scene) =>
    failures(
      scene,
      "renamed-earlier",
      ({ told: [last] }) => `It is called "${last?.change.to}" by now.`,
    ),
  examples: {
    flags: [
      {
        given:
          "CREATE TABLE orders (id int, sum int); ALTER TABLE orders RENAME COLUMN sum TO total;",
        sql: "ALTER TABLE orders ALTER COLUMN sum SET DEFAULT 0;",
      },
    ],
    allows: [
      {
        given:
          "CREATE TABLE orders (id int, sum int); ALTER TABLE orders RENAME COLUMN sum TO total;",
        sql: "ALTER TABLE orders ALTER COLUMN total SET DEFAULT 0;",
        because: "it uses the new name",
      },
    ],
  },
});
