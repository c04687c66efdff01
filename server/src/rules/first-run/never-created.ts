import { rule } from "../rule.ts";
import { didYouMean, nameInstead } from "./did-you-mean.ts";
import { failures } from "./report.ts";

export default rule({
  id: "first-run/never-created",
  title: "A statement needs something that no migration creates",
  why: "The history begins from an empty database, and nothing in it makes this table, column, type or function. Every fresh install stops here: a new developer, the next test database, the next customer. Where it comes from elsewhere, declare it in safe-migrations.json.",
  severity: "error",
  run: "fresh",
  aliases: [],
  check: (scene) =>
    failures(
      scene,
      "never-created",
      (found) => {
        const name = didYouMean(scene, found);
        return name === undefined
          ? "No migration creates it. What is there before the first migration can be declared in safe-migrations.json."
          : `Did you mean "${name}"?`;
      },
      nameInstead,
    ),
  examples: {
    flags: [
      {
        given: "CREATE TABLE IF NOT EXISTS orders (id int);",
        sql: "ALTER TABLE ordrs ENABLE ROW LEVEL SECURITY;",
      },
      {
        given: "CREATE TABLE IF NOT EXISTS orders (id int);",
        sql: "ALTER TABLE orders ALTER COLUMN total SET DEFAULT 0;",
      },
      {
        given: "CREATE TABLE IF NOT EXISTS orders (id int);",
        sql: "ALTER TABLE orders ALTER COLUMN id TYPE money_amount;",
      },
    ],
    allows: [
      {
        given: "CREATE TABLE orders (id int);",
        sql: "ALTER TABLE orders ENABLE ROW LEVEL SECURITY;",
        because: "an earlier migration creates it",
      },
      {
        sql: "ALTER TABLE IF EXISTS orders ENABLE ROW LEVEL SECURITY;",
        because: "the statement minds that it may be missing",
      },
    ],
  },
});
