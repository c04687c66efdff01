import type { Difference } from "../../catalog/difference.ts";
import { type Downgrade, folderRule } from "../folder-rule.ts";
import { revisionFile } from "./revision-example.ts";

const table = `op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True))`;

export default folderRule({
  id: "history/downgrade-incomplete",
  title: "A revision's downgrade does not bring back what was there",
  why: "After upgrade and downgrade the schema is not what it was before: something is left over, or is not restored. `alembic downgrade -1` followed by `alembic upgrade head`, which is how a revision is tried, then fails or builds on another schema.",
  severity: "warning",
  run: "down",
  aliases: [],
  *check({ downgrades }) {
    for (const one of downgrades) {
      const left = one.run()?.left;
      if (!left || left.length === 0) continue;
      const shown = left.slice(0, 3).map(said);
      const more = left.length - shown.length;
      yield {
        path: one.path,
        span: one.at,
        message: `${begins[one.kind]}: ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`,
        detail: "Complete it, so that the revision can be run again after it.",
        get fixes() {
          return one.fixes();
        },
      };
    }
  },
  examples: {
    flags: [
      {
        files: { "a.py": revisionFile("a", "None", table, "pass") },
        fixed: { "a.py": revisionFile("a", "None", table, `op.drop_table("users")`) },
      },
      {
        files: {
          "a.py": revisionFile("a", "None", table, `op.drop_table("users")`),
          "b.py": revisionFile("b", '"a"', `op.drop_table("users")`, "pass"),
        },
        fixed: {
          "a.py": revisionFile("a", "None", table, `op.drop_table("users")`),
          "b.py": revisionFile("b", '"a"', `op.drop_table("users")`, table),
        },
      },
    ],
    allows: [
      {
        files: { "a.py": revisionFile("a", "None", table, `op.drop_table("users")`) },
        because: "nothing is left over",
      },
      {
        files: {
          "a.py": revisionFile(
            "a",
            "None",
            `op.execute("CREATE TYPE status AS ENUM ('open')")`,
            `op.execute("DROP TYPE status")`,
          ),
          "b.py": revisionFile(
            "b",
            '"a"',
            `op.execute("ALTER TYPE status ADD VALUE IF NOT EXISTS 'paid'")`,
            "pass",
          ),
        },
        because: "PostgreSQL cannot remove a value from an enum",
      },
    ],
  },
});

const begins: Readonly<Record<Downgrade["kind"], string>> = {
  missing: "There is no downgrade",
  empty: "The downgrade does nothing",
  raises: "The downgrade refuses to run",
  there: "The downgrade does not restore the schema",
};

const words = { added: "is left over", missing: "is not restored", changed: "is not as it was" };

const said = ({ class: of, key, on, change }: Difference): string =>
  `${of} ${on === undefined ? key : `${key} of ${on}`} ${words[change]}`;
