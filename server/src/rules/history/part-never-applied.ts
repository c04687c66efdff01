import { folderRule } from "../folder-rule.ts";

const users =
  "-- migrate:up\nCREATE TABLE IF NOT EXISTS users (id int);\n-- migrate:down\nDROP TABLE users;\n";
const orders =
  "-- migrate:up\nCREATE TABLE IF NOT EXISTS orders (id int);\n-- migrate:down\nDROP TABLE orders;\n";

export default folderRule({
  id: "history/part-never-applied",
  title: "A part of the file is never applied",
  why: "The tool reads several parts in one file, and only the first one stays. The run that meets the others fails; the next one passes them over without a word.",
  severity: "error",
  aliases: [],
  *check({ files }) {
    for (const { path, lost } of files)
      for (const { opens, because } of lost)
        yield {
          path,
          span: opens,
          message: "What follows is never applied.",
          detail: `${because} Give it a file of its own.`,
        };
  },
  examples: {
    flags: [{ runner: "dbmate", files: { "1_users.sql": `${users}${orders}` } }],
    allows: [{ runner: "dbmate", files: { "1_users.sql": users, "2_orders.sql": orders } }],
  },
});
