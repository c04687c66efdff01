import { folderRule } from "../folder-rule.ts";
import { writtenReverse } from "./down-fixes.ts";

export default folderRule({
  id: "history/down-missing",
  title: "A migration without its reverse, where the others have one",
  why: "Most migrations of this history can be undone, and this one cannot: going back stops here.",
  severity: "information",
  aliases: [],
  *check({ files }) {
    const without = files.filter((file) => !file.hasDown);
    if (without.length * 2 >= files.length) return;
    for (const file of without)
      yield {
        path: file.path,
        span: file.top,
        message: "This migration has no reverse, though most of this history have one.",
        detail: "Write the statements that undo it, last one first.",
        get fixes() {
          return writtenReverse(file);
        },
      };
  },
  examples: {
    flags: [
      {
        runner: "golang-migrate",
        files: {
          "1_a.up.sql": "CREATE TABLE IF NOT EXISTS a (id int);",
          "1_a.down.sql": "DROP TABLE a;",
          "2_b.up.sql": "CREATE TABLE IF NOT EXISTS b (id int);",
          "2_b.down.sql": "DROP TABLE b;",
          "3_c.up.sql":
            "CREATE TYPE size AS ENUM ('s', 'm');\nCREATE TABLE IF NOT EXISTS c (id serial PRIMARY KEY, s size);\nCREATE INDEX ON c (s);\nALTER TABLE a ADD COLUMN c int;\nALTER TABLE b ALTER COLUMN id SET NOT NULL;",
        },
        fixed: {
          "1_a.up.sql": "CREATE TABLE IF NOT EXISTS a (id int);",
          "1_a.down.sql": "DROP TABLE a;",
          "2_b.up.sql": "CREATE TABLE IF NOT EXISTS b (id int);",
          "2_b.down.sql": "DROP TABLE b;",
          "3_c.up.sql":
            "CREATE TYPE size AS ENUM ('s', 'm');\nCREATE TABLE IF NOT EXISTS c (id serial PRIMARY KEY, s size);\nCREATE INDEX ON c (s);\nALTER TABLE a ADD COLUMN c int;\nALTER TABLE b ALTER COLUMN id SET NOT NULL;",
          "3_c.down.sql":
            "ALTER TABLE b ALTER COLUMN id DROP NOT NULL;\nALTER TABLE a DROP COLUMN c;\nDROP INDEX c_s_idx;\nDROP TABLE c;\nDROP TYPE size;\n",
        },
      },
    ],
    allows: [
      {
        runner: "golang-migrate",
        files: {
          "1_a.up.sql": "CREATE TABLE IF NOT EXISTS a (id int);",
          "2_b.up.sql": "CREATE TABLE IF NOT EXISTS b (id int);",
        },
        because: "none of this history has one",
      },
    ],
  },
});
