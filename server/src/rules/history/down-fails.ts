import { isFilledIn } from "../first-run/filled-in.ts";
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
      // What comes after a statement that nobody can read is not known.
      const failed = down.statements.find(
        ({ outcome, read }) => outcome.kind === "fails" || read.parsed.kind !== "tree",
      );
      if (!failed) continue;
      const { span, text } = failed.read.statement;
      const line = text.search(/\r?\n/);
      const { parsed } = failed.read;
      if (parsed.kind === "error" && !isFilledIn(text, parsed.offset)) {
        const at = span.start + Math.min(parsed.offset, text.length - 1);
        yield {
          path: down.path,
          span: { start: at, end: at + 1 },
          message: `The reverse fails: 42601 ${parsed.message}.`,
          failure: { kind: "fails", sqlstate: "42601", message: parsed.message, effect: 0 },
          statement: span,
        };
      }
      if (failed.outcome.kind !== "fails" || parsed.kind !== "tree") continue;
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
      {
        runner: "golang-migrate",
        files: {
          "1_a.up.sql": "CREATE TABLE IF NOT EXISTS a (id int);",
          "1_a.down.sql": "DROP INDEX i\nDROP TABLE a;\nDROP TABLE b;",
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
          "1_a.down.sql": "DROP TABLE a;\nDROP TABLE IF EXISTS ${prefix}_b;",
        },
        because: "something else puts a name in before it is sent",
      },
    ],
  },
});
