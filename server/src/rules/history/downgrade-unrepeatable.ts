import { folderRule } from "../folder-rule.ts";
import { revisionFile } from "./revision-example.ts";

const users = `op.create_table("users", sa.Column("email", sa.Text(), primary_key=True))
    op.execute("INSERT INTO users VALUES ('a')")`;
const needs = `row = op.get_bind().execute(sa.text("SELECT 1 FROM users WHERE email = 'a'")).fetchone()
    if row is None:
        raise RuntimeError("seed the user first")`;

export default folderRule({
  id: "history/downgrade-unrepeatable",
  title: "After its downgrade a revision cannot be run again",
  why: "The downgrade takes away what the upgrade needs and does not make: a row, most often. `alembic downgrade -1` followed by `alembic upgrade head` then stops.",
  severity: "warning",
  run: "down",
  aliases: [],
  *check({ downgrades }) {
    for (const { path, at, run, lighter } of downgrades) {
      const failed = run()?.again;
      if (!failed) continue;
      yield {
        path,
        span: at,
        message: `After it the upgrade fails: ${failed.sqlstate} ${failed.message}.`,
        detail: "Leave there what the upgrade needs and does not make.",
        failure: failed,
        get fixes() {
          return lighter();
        },
      };
    }
  },
  examples: {
    flags: [
      {
        files: {
          "a.py": revisionFile("a", "None", users, `op.drop_table("users")`),
          "b.py": revisionFile(
            "b",
            '"a"',
            needs,
            `op.execute("DELETE FROM users WHERE email = 'a'")`,
          ),
        },
        fixed: {
          "a.py": revisionFile("a", "None", users, `op.drop_table("users")`),
          "b.py": revisionFile("b", '"a"', needs, "pass"),
        },
      },
    ],
    allows: [
      {
        files: {
          "a.py": revisionFile("a", "None", users, `op.drop_table("users")`),
          "b.py": revisionFile("b", '"a"', needs, "pass"),
        },
      },
    ],
  },
});
