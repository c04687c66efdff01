import { replaceCreated } from "../fixes/replace-created.ts";
import { rule } from "../rule.ts";
import { failures } from "./report.ts";

export default rule({
  id: "first-run/created-twice",
  title: "Two statements create the same thing",
  why: "An earlier statement has made an object of this name already, so on a fresh database the second one fails. It goes unnoticed where the first one came later, or never ran.",
  severity: "error",
  run: "fresh",
  aliases: [],
  check: (scene) =>
    failures(
      scene,
      "created-twice",
      ({ told }) => (told.length > 0 ? "The history creates it already." : "It is there already."),
      replaceCreated,
    ),
  examples: {
    flags: [
      {
        given: "CREATE TABLE orders (id int);",
        sql: "CREATE TABLE orders (id int, total int);",
      },
      {
        given: "CREATE TABLE orders (id int, total int);",
        sql: "ALTER TABLE orders ADD COLUMN total int;",
      },
    ],
    allows: [
      {
        given: "CREATE TABLE orders (id int); DROP TABLE orders;",
        sql: "CREATE TABLE IF NOT EXISTS orders (id int, total int);",
        because: "the first one is gone by then",
      },
    ],
  },
});
