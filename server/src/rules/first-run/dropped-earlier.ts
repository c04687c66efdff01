import { rule } from "../rule.ts";
import { failures } from "./report.ts";

export default rule({
  id: "first-run/dropped-earlier",
  title: "A statement needs something that an earlier one drops",
  why: "The history creates it and drops it again before this statement runs, so a fresh database does not have it any more.",
  severity: "error",
  run: "fresh",
  aliases: [],
  check: (scene) => failures(scene, "dropped-earlier", () => "An earlier statement drops it."),
  examples: {
    flags: [
      {
        given: "CREATE TABLE orders (id int); CREATE TABLE carts (id int); DROP TABLE carts;",
        sql: "ALTER TABLE carts ENABLE ROW LEVEL SECURITY;",
      },
    ],
    allows: [
      {
        given: "CREATE TABLE carts (id int); DROP TABLE carts; CREATE TABLE carts (id int);",
        sql: "ALTER TABLE carts ENABLE ROW LEVEL SECURITY;",
        because: "it is created anew",
      },
    ],
  },
});
