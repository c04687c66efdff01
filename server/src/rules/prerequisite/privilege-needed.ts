import { rule } from "../rule.ts";
import { needed } from "./privileges.ts";

export default rule({
  id: "prerequisite/privilege-needed",
  title: "A statement that needs an attribute of the role which runs it",
  why: "The owner of a database may not create roles or databases: that takes CREATEROLE or CREATEDB, which the role that migrates in production seldom has. The author's role is a superuser, so that it shows only there (42501).",
  severity: "information",
  aliases: [],
  *check(scene) {
    for (const privilege of ["CREATEROLE", "CREATEDB"] as const)
      yield* needed(scene, privilege, (what) => ({
        message: `The role that migrates needs ${privilege} to ${what} (42501 without it).`,
        detail: "Give it that attribute, or have the statement run when the server is set up.",
      }));
  },
  examples: {
    flags: [
      {
        sql: "DROP ROLE IF EXISTS reporting; CREATE ROLE reporting;",
      },
    ],
    allows: [{ sql: "CREATE TABLE IF NOT EXISTS orders (id int);" }],
  },
});
