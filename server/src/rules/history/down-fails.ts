import { meantColumn } from "../fixes/meant-column.ts";
import { folderRule } from "../folder-rule.ts";

export default folderRule({
  id: "history/down-fails",
  title: "The reverse of a migration fails",
  why: "Run right after its migration, PostgreSQL refuses this statement of the reverse. It is needed on the worst of days, and seldom tried before.",
  severity: "error",
  run: "down",
  aliases: [],
  *check({ files }) {
    for (const file of files) {
      const down = file.down();
      if (!down) continue;
      // What comes after a statement that nobody can read, which is told of by itself, is not known.
      const failed = down.statements.find(
        ({ outcome, read }) => outcome.kind === "fails" || read.parsed.kind !== "tree",
      );
      if (failed?.outcome.kind !== "fails") continue;
      const { span, text } = failed.read.statement;
      const line = text.search(/\r?\n/);
      const meant = meantColumn(
        failed.before,
        failed.outcome,
        failed.read.effects,
        failed.read.statement,
      );
      yield {
        path: down.path,
        span: { start: span.start, end: line < 0 ? span.end : span.start + line },
        message: `The reverse fails: ${failed.outcome.sqlstate} ${failed.outcome.message}.`,
        detail: meant ? `Did you mean "${meant.name}"?` : "",
        failure: failed.outcome,
        statement: span,
        fixes: meant
          ? [
              {
                title: `Change to ${meant.name}`,
                grade: "sketch",
                files: [{ path: down.path, edits: [meant.edit] }],
              },
            ]
          : [],
      };
    }
  },
  examples: {
    flags: [
      {
        runner: "golang-migrate",
        files: {
          "1_a.up.sql": "CREATE TABLE IF NOT EXISTS a (id int);",
          "1_a.down.sql": "DROP TABLE b;",
        },
      },
    ],
    allows: [
      {
        runner: "golang-migrate",
        files: {
          "1_a.up.sql": "CREATE TABLE IF NOT EXISTS a (id int);",
          "1_a.down.sql": "DROP TABLE a;",
        },
      },
      {
        runner: "golang-migrate",
        files: {
          "1_a.up.sql": "CREATE TABLE IF NOT EXISTS a (id int);",
          "1_a.down.sql": "DROP INDEX i\nDROP TABLE a;\nDROP TABLE b;",
        },
      },
    ],
  },
});
