import { folderRule } from "../folder-rule.ts";

export default folderRule({
  id: "history/name-sorts-wrongly",
  title: "The names do not sort as their numbers do",
  why: "This tool sorts the names of the files as text, so that 10 comes before 2. Numbers of the same length sort as they should.",
  severity: "warning",
  aliases: [],
  *check({ files, order }) {
    if (order !== "text") return;
    let highest: { readonly version: bigint; readonly file: (typeof files)[number] } | undefined;
    for (const file of files) {
      if (file.version === undefined || !/^\d+$/.test(file.version)) continue;
      const version = BigInt(file.version);
      if (highest && version < highest.version) {
        yield {
          path: file.path,
          span: file.top,
          message: `This runs after ${highest.file.name}: the migration tool sorts names as text.`,
          detail: "Give all numbers the same length, with zeros in front.",
          related: [
            { path: highest.file.path, span: highest.file.top, message: "This runs first." },
          ],
        };
      } else highest = { version, file };
    }
  },
  examples: {
    flags: [
      {
        runner: "dbmate",
        files: {
          "2_users.sql": "-- migrate:up\nCREATE TABLE IF NOT EXISTS users (id int);\n",
          "10_orders.sql": "-- migrate:up\nCREATE TABLE IF NOT EXISTS orders (id int);\n",
        },
      },
    ],
    allows: [
      {
        runner: "dbmate",
        files: {
          "02_users.sql": "-- migrate:up\nCREATE TABLE IF NOT EXISTS users (id int);\n",
          "10_orders.sql": "-- migrate:up\nCREATE TABLE IF NOT EXISTS orders (id int);\n",
        },
      },
    ],
  },
});
