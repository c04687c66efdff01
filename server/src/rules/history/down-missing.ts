import { folderRule } from "../folder-rule.ts";

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
          "3_c.up.sql": "CREATE TABLE IF NOT EXISTS c (id int);",
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
