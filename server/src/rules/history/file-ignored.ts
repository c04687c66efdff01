import { folderRule } from "../folder-rule.ts";

export default folderRule({
  id: "history/file-ignored",
  title: "A file that looks like a migration is not run",
  why: "Its name is not what the migration tool looks for, so it is passed over without a word, and what it makes is missing everywhere.",
  severity: "warning",
  aliases: [],
  *check({ ignored, order }) {
    // What a journal leaves out is its own rule's business: file-without-entry.
    if (order === "journal") return;
    for (const { path, because } of ignored)
      yield {
        path,
        span: { start: 0, end: 0 },
        message: `This file is not run: ${because}.`,
        detail: "Rename it as the tool wants it, or move it elsewhere.",
      };
  },
  examples: {
    flags: [
      {
        runner: "golang-migrate",
        files: {
          "000001_users.up.sql": "CREATE TABLE IF NOT EXISTS users (id int);",
          "000002_orders.sql": "CREATE TABLE IF NOT EXISTS orders (id int);",
        },
      },
    ],
    allows: [
      {
        runner: "golang-migrate",
        files: {
          "000001_users.up.sql": "CREATE TABLE IF NOT EXISTS users (id int);",
          "seed.sql": "SELECT 1;",
        },
      },
    ],
  },
});
