import { folderRule } from "../folder-rule.ts";

export default folderRule({
  id: "history/applied-migration-edited",
  title: "A migration is edited that databases have run",
  why: "Databases that ran the migration as it was released keep what it made then, and fresh ones get something else. Some tools notice, by a checksum, and refuse to go on at all.",
  severity: "warning",
  aliases: [],
  *check({ files, edited, released }) {
    if (edited === "again") return;
    for (const file of files) {
      const how = file.compared?.edited;
      if (how === undefined || (edited === "unnoticed" && how === "layout")) continue;
      yield {
        path: file.path,
        span: file.top,
        severity: edited === "refused" ? "error" : "warning",
        message:
          edited === "refused"
            ? `This is not what ${released} has: the migration tool refuses to go on where it ran that.`
            : `This is not what ${released} has: databases that ran that keep what it made.`,
        detail: "Leave it as it was, and make the change in a new migration.",
      };
    }
  },
  examples: {
    flags: [
      {
        runner: "flyway",
        released: { "V1__users.sql": "CREATE TABLE IF NOT EXISTS users (id int);" },
        files: { "V1__users.sql": "CREATE TABLE IF NOT EXISTS users (id bigint);" },
      },
      {
        runner: "golang-migrate",
        released: { "1_users.up.sql": "CREATE TABLE IF NOT EXISTS users (id int);" },
        files: { "1_users.up.sql": "CREATE TABLE IF NOT EXISTS users (id bigint);" },
      },
    ],
    allows: [
      {
        runner: "golang-migrate",
        released: { "1_users.up.sql": "CREATE TABLE IF NOT EXISTS users (id int);" },
        files: {
          "1_users.up.sql": "-- Who may come in.\nCREATE TABLE IF NOT EXISTS users (id int);",
        },
        because: "the tool keeps no checksum, and what runs is the same",
      },
    ],
  },
});
