import { folderRule } from "../folder-rule.ts";

export default folderRule({
  id: "history/duplicate-version",
  title: "Two migrations have the same version",
  why: "Two branches took the same number, and both were merged. Depending on the tool it refuses to start, leaves one of them out, or fails at the second one.",
  severity: "error",
  aliases: [],
  *check({ files, duplicates }) {
    if (duplicates === "both" || duplicates === "impossible") return;
    const first = new Map<string, (typeof files)[number]>();
    for (const file of files) {
      if (file.version === undefined) continue;
      const version = file.version.replace(/^0+(?=\d)/, "");
      const other = first.get(version);
      if (!other) {
        first.set(version, file);
        continue;
      }
      yield {
        path: file.path,
        span: file.top,
        message: `Version ${file.version} is taken: ${other.name} has it too.`,
        detail:
          duplicates === "refused"
            ? "The migration tool refuses to run such a folder."
            : "The migration tool runs both, and the second one fails when it is recorded.",
        related: [{ path: other.path, span: other.top, message: "This has the same version." }],
      };
    }
  },
  examples: {
    flags: [
      {
        runner: "golang-migrate",
        files: {
          "000001_users.up.sql": "CREATE TABLE IF NOT EXISTS users (id int);",
          "000001_orders.up.sql": "CREATE TABLE IF NOT EXISTS orders (id int);",
        },
      },
    ],
    allows: [
      {
        runner: "golang-migrate",
        files: {
          "000001_users.up.sql": "CREATE TABLE IF NOT EXISTS users (id int);",
          "000002_orders.up.sql": "CREATE TABLE IF NOT EXISTS orders (id int);",
        },
      },
    ],
  },
});
