import { folderRule } from "../folder-rule.ts";
import { journalFile, users } from "./journal-example.ts";

const files = (main: string) => ({
  "drizzle/0000_users.sql": users,
  "drizzle/meta/_journal.json": journalFile([0, 1, "0000_users"]),
  "src/migrate.ts":
    'import { migrate } from "drizzle-orm/pglite/migrator";\n\nexport async function runMigrations(db: Database) {\n  await migrate(db, { migrationsFolder: "./drizzle" });\n}\n',
  "src/main.ts": main,
});

export default folderRule({
  id: "history/migrations-never-run",
  title: "Nothing calls the function that runs the migrations",
  why: "The function is there, and exported, and tests may call it; the program itself never does, nor does a script or the tool's own command. On a fresh database the first query fails with 42P01, since no table was ever made.",
  severity: "warning",
  aliases: [],
  *check({ project }) {
    for (const { name, path, at, first } of project?.neverCalled ?? [])
      yield {
        path,
        span: at,
        message: `Nothing in the workspace calls ${name}, but for tests: a fresh database has no tables.`,
        detail: `Call it before the first query, or migrate in a step of the deployment.${"declined" in first ? ` No call is written for you: ${first.declined}.` : ""}`,
        fixes: "fixes" in first ? first.fixes : [],
      };
  },
  examples: {
    flags: [{ files: files("start();\n") }],
    allows: [
      {
        files: files(
          'import { runMigrations } from "./migrate.ts";\n\nawait runMigrations(db);\nstart();\n',
        ),
      },
    ],
  },
});
