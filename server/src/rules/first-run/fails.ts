import { rule } from "../rule.ts";
import { failures } from "./report.ts";

export default rule({
  id: "first-run/fails",
  title: "A statement that PostgreSQL refuses on a fresh database",
  why: "The history was run from an empty database, and PostgreSQL refuses this statement there. A fresh install stops here.",
  severity: "error",
  run: "fresh",
  aliases: [],
  check: (scene) => failures(scene, "fails", () => ""),
  examples: {
    flags: [
      {
        given: "CREATE TABLE orders (id int); CREATE VIEW ids AS SELECT id FROM orders;",
        sql: "DROP TABLE IF EXISTS orders;",
      },
    ],
    allows: [
      {
        given: "CREATE TABLE orders (id int); CREATE VIEW ids AS SELECT id FROM orders;",
        sql: "DROP TABLE IF EXISTS orders CASCADE;",
        because: "what depends on it goes too",
      },
    ],
  },
});
