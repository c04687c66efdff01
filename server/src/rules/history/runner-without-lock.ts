import { folderRule } from "../folder-rule.ts";

const journal =
  '{"version":"7","dialect":"postgresql","entries":[{"idx":0,"version":"7","when":1,"tag":"0000_users","breakpoints":true}]}\n';
const program = (before: string) => `import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

async function runMigrations(url: string) {
  const client = postgres(url, { max: 1 });
  const db = drizzle(client);
${before}  await migrate(db, { migrationsFolder: "./drizzle" });
  await client.end();
}
`;
const files = (source: string) => ({
  "drizzle/0000_users.sql": "CREATE TABLE IF NOT EXISTS users (id integer PRIMARY KEY);\n",
  "drizzle/meta/_journal.json": journal,
  "src/migrate.ts": source,
});

export default folderRule({
  id: "history/runner-without-lock",
  title: "Nothing keeps two processes from migrating at once",
  why: "The migrator takes no lock. Two processes that start together read the same record and run the same migrations: one of them fails, with 23505 on a system catalog or with 42P07, and does not come up.",
  severity: "information",
  aliases: [],
  *check({ project }) {
    for (const { path, at, driver, isLocked } of project?.calls ?? []) {
      // An embedded database is one process's own.
      if (driver === "pglite" || isLocked) continue;
      yield {
        path,
        span: at,
        message: "Two processes that start together both migrate: one of them fails.",
        detail:
          "Take pg_advisory_lock on the same connection before it, or migrate in a step of its own before the program is started.",
      };
    }
  },
  examples: {
    flags: [{ files: files(program("")) }],
    allows: [
      {
        files: files(program("  await db.execute(sql`SELECT pg_advisory_lock(1)`);\n")),
        because: "whoever comes second waits",
      },
    ],
  },
});
