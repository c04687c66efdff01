import { rule } from "../rule.ts";
import { failures } from "./report.ts";

export default rule({
  id: "first-run/foreign-key-target",
  title: "A foreign key points at what cannot be its target",
  why: "The columns that a foreign key refers to need a unique index of exactly these columns, and types that can be compared with its own.",
  severity: "error",
  run: "fresh",
  aliases: [],
  check: (scene) =>
    failures(
      scene,
      "foreign-key-target",
      () =>
        "The columns that it refers to need a primary key or a unique constraint of exactly these columns, of a type that can be compared.",
    ),
  examples: {
    flags: [
      {
        given: "CREATE TABLE users (id int, email text);",
        sql: "CREATE TABLE IF NOT EXISTS orders (email text REFERENCES users (email));",
      },
      {
        given: "CREATE TABLE users (id int PRIMARY KEY);",
        sql: "CREATE TABLE IF NOT EXISTS orders (user_id uuid REFERENCES users (id));",
      },
    ],
    allows: [
      {
        given: "CREATE TABLE users (id int PRIMARY KEY);",
        sql: "CREATE TABLE IF NOT EXISTS orders (user_id bigint REFERENCES users (id));",
        because: "int and bigint can be compared",
      },
    ],
  },
});
