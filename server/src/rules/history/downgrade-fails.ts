import { folderRule } from "../folder-rule.ts";
import { revisionFile } from "./revision-example.ts";

const table = `op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True))
    op.create_index("by_id", "users", ["id"])`;

export default folderRule({
  id: "history/downgrade-fails",
  title: "A revision's downgrade fails",
  why: "Run right after its upgrade, PostgreSQL refuses a statement of the downgrade. It is needed on the worst of days, and seldom tried before.",
  severity: "error",
  run: "down",
  aliases: [],
  *check({ downgrades }) {
    for (const { path, run, placeOf, fixes } of downgrades) {
      const failed = run()?.statements.find(({ outcome }) => outcome.kind === "fails");
      if (failed?.outcome.kind !== "fails") continue;
      yield {
        path,
        span: placeOf(failed.read.statement.span),
        message: `The downgrade fails: ${failed.outcome.sqlstate} ${failed.outcome.message}.`,
        failure: failed.outcome,
        get fixes() {
          return fixes();
        },
      };
    }
  },
  examples: {
    flags: [
      {
        files: {
          "a.py": revisionFile(
            "a",
            "None",
            table,
            `op.drop_index("by_ids", table_name="users")\n    op.drop_table("users")`,
          ),
        },
        fixed: {
          "a.py": revisionFile("a", "None", table, `op.drop_table("users")`),
        },
      },
    ],
    allows: [
      {
        files: { "a.py": revisionFile("a", "None", table, `op.drop_table("users")`) },
        because: "the index goes with its table",
      },
    ],
  },
});
