import { type Cause, causes } from "../fixes/causes.ts";
import { rerunFixes } from "../fixes/rerun-fixes.ts";
import { withPerhaps } from "../perhaps.ts";
import type { Report, Scene } from "../rule.ts";
import { spotOf } from "./spot.ts";
import { type RerunRule, whichRule } from "./which.ts";

/** What fails in the second run and belongs to this rule, in PostgreSQL's words. */
export function* failures(
  scene: Scene,
  rule: RerunRule,
  detail: (cause: Cause) => string,
): Iterable<Report> {
  for (const cause of causes(scene)) {
    if (cause.when !== "again" || whichRule(scene, cause) !== rule) continue;
    yield {
      message: secondRunFails(cause),
      detail: withPerhaps(detail(cause), cause.failure),
      at: spotOf(scene.surface, cause),
      failure: cause.failure,
      // Only when somebody asks: most checks do not.
      get fixes() {
        return rerunFixes(scene);
      },
    };
  }
}

const secondRunFails = ({ failure }: Pick<Cause, "failure">): string =>
  `The second run fails: ${failure.sqlstate} ${failure.message}.`;
