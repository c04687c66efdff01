import { folderRule } from "../folder-rule.ts";

export default folderRule({
  id: "history/version-gap",
  title: "A number is missing between two migrations",
  why: "This tool wants its migrations to be numbered one after the other, and refuses a folder with a gap.",
  severity: "error",
  aliases: [],
  *check({ files, gaps }) {
    if (gaps !== "refused") return;
    let last: bigint | undefined;
    for (const file of files) {
      if (file.version === undefined || !/^\d+$/.test(file.version)) return;
      const version = BigInt(file.version);
      if (last !== undefined && version > last + 1n)
        yield {
          path: file.path,
          span: file.top,
          message: `There is no migration ${last + 1n}: the migration tool refuses a folder with a gap.`,
          detail: "Give this one the next number.",
        };
      last = version;
    }
  },
  examples: {
    flags: [
      {
        runner: "tern",
        files: {
          "001_users.sql": "CREATE TABLE IF NOT EXISTS users (id int);",
          "003_orders.sql": "CREATE TABLE IF NOT EXISTS orders (id int);",
        },
      },
    ],
    allows: [
      {
        runner: "tern",
        files: {
          "001_users.sql": "CREATE TABLE IF NOT EXISTS users (id int);",
          "002_orders.sql": "CREATE TABLE IF NOT EXISTS orders (id int);",
        },
      },
    ],
  },
});
