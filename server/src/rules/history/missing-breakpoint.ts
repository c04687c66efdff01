import { folderRule } from "../folder-rule.ts";
import { journalFile } from "./journal-example.ts";

const files = (between: string) => ({
  "drizzle/0000_users.sql": `CREATE TABLE users (id integer PRIMARY KEY);\n${between}CREATE TABLE notes (id integer PRIMARY KEY);\n`,
  "drizzle/meta/_journal.json": journalFile([0, 1, "0000_users"]),
  "src/migrate.ts":
    'import { migrate } from "drizzle-orm/pglite/migrator";\n\nconst run = (db: Database) => migrate(db, { migrationsFolder: "./drizzle" });\n',
});
const mark = "--> statement-breakpoint\n";

export default folderRule({
  id: "history/missing-breakpoint",
  title: "Two statements are sent as one",
  why: "The tool cuts a migration at its marks and sends what stands between two of them. This driver prepares what it sends, and PostgreSQL prepares one statement at a time: a part with two of them is refused, and nothing is applied.",
  severity: "error",
  aliases: [],
  *check({ project }) {
    if (!project?.calls.some((one) => one.driver === "pglite")) return;
    for (const { path, at, name } of project.crowded)
      yield {
        path,
        span: at,
        message:
          "Fails on PGlite: 42601 cannot insert multiple commands into a prepared statement.",
        detail: `A ${name} must stand between two statements.`,
        fixes: [
          {
            title: `Insert ${name} before it`,
            grade: "safe",
            files: [
              { path, edits: [{ span: { start: at.start, end: at.start }, text: `${name}\n` }] },
            ],
          },
        ],
      };
  },
  examples: {
    flags: [{ files: files(""), fixed: files(mark) }],
    allows: [{ files: files(mark) }],
  },
});
