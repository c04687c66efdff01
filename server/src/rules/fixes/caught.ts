import { keywordsLike } from "../../effects/clauses/letter-case.ts";
import { replace } from "../../text/edits.ts";
import type { Proposal, Scene } from "../rule.ts";
import type { Cause } from "./causes.ts";
import { catchBlock } from "./do-block.ts";
import { conditionName } from "./do-fixes.ts";
import { isTaken } from "./failure-kinds.ts";
import { runsInBlock } from "./runs-in-block.ts";

/** For kinds that no look-up is written for: the error of the second run is caught, by its own name. */
export function caughtFix(scene: Scene, found: readonly Cause[]): readonly Proposal[] {
  const { surface } = scene;
  const failures = found.map(({ failure }) => failure);
  if (failures.length === 0 || !failures.every(isTaken) || !runsInBlock(surface)) return [];
  const names = [...new Set(failures.map(({ sqlstate }) => conditionName(sqlstate)))];
  if (names.includes(undefined)) return [];
  const keyword = keywordsLike(surface);
  return [
    {
      title: `catch ${names.join(", ")} (DO block)`,
      grade: "review",
      edits: [
        replace(
          { start: 0, end: surface.text.length },
          catchBlock(surface, names.join(keyword(" OR "))),
        ),
      ],
      block: true,
    },
  ];
}
