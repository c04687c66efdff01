import type { Fix, Grade } from "../rules/finding.ts";
import { swapFixes } from "../rules/fixes/swap.ts";
import { type Bench, withEdits } from "./context.ts";
import { scenes } from "./scenes.ts";
import { buildsAnother, fixOf, lostIn, problems } from "./try-fix.ts";

/** The file after a table's swap was guarded at its beginning and the rest was fixed; undefined when that is no better. */
export function guardSwap(
  on: Bench,
  grades: readonly Grade[],
  fixRest: (on: Bench) => Bench,
): { readonly on: Bench; readonly fix: Fix; readonly statement: number } | undefined {
  const start = problems(on);
  const lost = lostIn(on);
  if (start === 0 && lost === 0) return undefined;
  for (const { scene, index } of scenes(on)) {
    for (const proposal of swapFixes(scene)) {
      if (!grades.includes(proposal.grade)) continue;
      const fix = fixOf(on, index, proposal);
      if (!fix) continue;
      const guarded = withEdits(on, fix.edits);
      if ("refused" in guarded || buildsAnother(on, guarded) !== undefined) continue;
      const rest = fixRest(guarded);
      const left = problems(rest);
      // The second run may get as far as the next swap now, which is guarded in its turn.
      if (left < start || (left === start && lostIn(rest) < lost))
        return { on: rest, fix, statement: index };
    }
  }
  return undefined;
}
