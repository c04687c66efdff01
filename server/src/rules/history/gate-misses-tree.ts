import { folderRule } from "../folder-rule.ts";
import { gateExample, needing } from "./gate-example.ts";

const steps = ["alembic upgrade aaaa", "SEED", "alembic upgrade head"];

export default folderRule({
  id: "history/gate-misses-tree",
  title: "The workflow that runs the migrations is not run when they change",
  why: "The workflow upgrades a new database, which is what finds a revision that fails there. Its path filter leaves the folder of the revisions out, so that a change of them alone does not start it.",
  severity: "information",
  aliases: [],
  *check({ gate }) {
    for (const { at, pattern, add } of gate?.missed ?? [])
      yield {
        path: gate?.path ?? "",
        span: at,
        message:
          "No pattern lets a change of the revisions through: this workflow is not run for them.",
        detail: `Add a pattern for ${gate?.folder === "" ? "its files" : gate?.folder}.`,
        fixes: add
          ? [
              {
                title: `Add ${pattern}`,
                grade: "review",
                files: [{ path: gate?.path ?? "", edits: [add] }],
              },
            ]
          : [],
      };
  },
  examples: {
    flags: [
      {
        files: { ...needing, ...gateExample(steps, ["src/**"]) },
        fixed: { ...needing, ...gateExample(steps, ["src/**", "**"]) },
      },
    ],
    allows: [{ files: { ...needing, ...gateExample(steps, ["**.py", "!docs/**"]) } }],
  },
});
