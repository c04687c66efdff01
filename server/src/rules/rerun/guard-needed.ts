import type { Difference } from "../../catalog/difference.ts";
import { changeFixes } from "../fixes/change-fixes.ts";
import { type Report, rule, type Scene } from "../rule.ts";
import { guardNeededExamples } from "./examples/guard-needed.ts";
import { whyGuard } from "./missing-form.ts";
import { failures } from "./report.ts";
import { spotOfEffect } from "./spot.ts";

export default rule({
  id: "rerun/guard-needed",
  title: "The statement fails when it is run again, and PostgreSQL has no IF [NOT] EXISTS for it",
  why: "Constraints, types, domains, roles, policies, renames, partitions and many others have no form that may be repeated, and a statement about something that a later one drops has none either. A DO block looks first: in the thing's own catalog, within its own table or schema, so that a thing of the same name elsewhere does not count.",
  severity: "rerun",
  aliases: ["prefer-robust-stmts", "preferRobustStmts"],
  *check(scene) {
    yield* failures(scene, "guard-needed", (cause) => whyGuard(scene, cause));
    yield* changed(scene);
  },
  examples: guardNeededExamples,
});

/** It does not fail, and yet the second run leaves something else than the first. */
function* changed(scene: Scene): Iterable<Report> {
  const [effect] = scene.effects;
  if (!effect || scene.second.kind === "fails" || belongsElsewhere(scene)) return;
  const [first] = scene.changes;
  if (!first) return;
  yield {
    message: `The second run ${scene.second.kind === "unsure" ? "fails, or" : "succeeds and"} ${consequence(first)}.`,
    detail: "What the first run left there is not what the statement looks for.",
    at: spotOfEffect(scene.surface, effect),
    get fixes() {
      return changeFixes(scene);
    },
  };
}

/** Rows and copies without a name have rules of their own. */
const belongsElsewhere = (scene: Scene): boolean =>
  scene.changes.every((change) => change.class === "row") ||
  scene.effects.some(
    (effect) =>
      effect.kind === "do" ||
      (effect.kind === "create-index" && effect.name === undefined) ||
      (effect.kind === "add-constraint" && effect.constraint.name === undefined),
  );

function consequence(difference: Difference): string {
  const name =
    difference.on === undefined ? difference.key : `${difference.key} of ${difference.on}`;
  switch (difference.change) {
    case "added":
      return `makes ${difference.class} ${name} once more`;
    case "missing":
      return `takes ${difference.class} ${name} away`;
    case "changed":
      return `changes ${difference.class} ${name}`;
  }
}
