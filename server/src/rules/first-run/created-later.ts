import { rule } from "../rule.ts";
import { failures } from "./report.ts";

export default rule({
  id: "first-run/created-later",
  title: "A statement needs something that only a later statement creates",
  why: "On a fresh database the statements run in order, so what a later one creates is not there yet. It works where the migrations were applied in another order, and fails on every fresh install.",
  severity: "error",
  run: "fresh",
  aliases: [],
  check: (scene) =>
    failures(
      scene,
      "created-later",
      () =>
        "It is created later in the history: move this statement behind it, or that one before it.",
    ),
  examples: {
    flags: [
      {
        given: "CREATE TABLE orders (id int);",
        sql: "ALTER TABLE invoices ENABLE ROW LEVEL SECURITY;",
        later: "CREATE TABLE invoices (id int);",
      },
    ],
    allows: [
      {
        given: "CREATE TABLE invoices (id int);",
        sql: "ALTER TABLE invoices ENABLE ROW LEVEL SECURITY;",
        because: "it is created before",
      },
    ],
  },
});
