import { folderRule } from "../folder-rule.ts";
import { gateExample, needing } from "./gate-example.ts";

export default folderRule({
  id: "history/seed-after-head",
  title: "The workflow seeds after the revision that needs the seed",
  why: "The workflow upgrades its new database to the head and puts the row there afterwards. A revision needs it before: on a new database it stops. Upgrade to the revision before it, seed, then go on.",
  severity: "warning",
  aliases: [],
  *check({ gate }) {
    for (const { path, span, revision, needs, moved } of gate?.late ?? [])
      yield {
        path,
        span,
        message: `${revision} needs this, and it is run after \`alembic upgrade head\`.`,
        detail: "Upgrade to the revision before it, run this, then upgrade to the head.",
        related: [{ ...needs, message: "This stops without it." }],
        fixes: moved
          ? [
              {
                title: `Run it before ${revision}, between two upgrades`,
                grade: "review",
                files: [{ path, edits: moved }],
              },
            ]
          : [],
      };
  },
  examples: {
    flags: [
      {
        files: { ...needing, ...gateExample(["alembic upgrade head", "SEED"]) },
        also: ["first-run/fails"],
        fixed: {
          ...needing,
          ...gateExample(["alembic upgrade aaaa", "SEED", "alembic upgrade head"]),
        },
      },
    ],
    allows: [
      {
        files: {
          ...needing,
          ...gateExample(["alembic upgrade aaaa", "SEED", "alembic upgrade head"]),
        },
        because: "the row is there in time",
      },
    ],
  },
});
