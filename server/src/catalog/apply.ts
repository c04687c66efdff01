import type { Effect } from "../effects/effect.ts";
import { applyEffect } from "./apply-effect.ts";
import { carryOut } from "./carry-out.ts";
import type { Catalog, Origin } from "./catalog.ts";
import { attempt } from "./draft.ts";
import type { Step } from "./outcome.ts";

/** One statement: all its effects, or none. */
export function apply(before: Catalog, effects: readonly Effect[], origin: Origin): Step {
  return attempt(before, origin, (draft, at) => {
    carryOut(draft, effects, (effect) => applyEffect(draft, effect), at);
  });
}
