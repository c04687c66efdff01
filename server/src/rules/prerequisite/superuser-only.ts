import { rule } from "../rule.ts";
import { needed } from "./privileges.ts";

export default rule({
  id: "prerequisite/superuser-only",
  title: "A statement that only a superuser may run",
  why: "PostgreSQL refuses it with 42501 to any role that is not a superuser, the owner of the database too. Managed services (RDS, Cloud SQL, Supabase, Heroku) give nobody that right, or have a list of exceptions of their own; and the role that migrates should not need it. Have the statement run when the server is set up.",
  severity: "information",
  aliases: [],
  check: (scene) =>
    needed(scene, "superuser", (what) => ({
      message: `Only a superuser may ${what} (42501 for any other role).`,
      detail: "On a managed service see whether it makes an exception; else have it run at set-up.",
    })),
  examples: {
    flags: [
      { sql: "CREATE EXTENSION IF NOT EXISTS file_fdw;" },
      {
        given: "CREATE TABLE orders (id int);",
        sql: "DROP PUBLICATION IF EXISTS everything; CREATE PUBLICATION everything FOR ALL TABLES;",
      },
    ],
    allows: [
      {
        sql: "CREATE SCHEMA IF NOT EXISTS reports;",
        because: "the right to create in the database is enough for that",
      },
    ],
  },
});
