import type { Effect } from "../effects/effect.ts";
import type { Catalog, Origin } from "./catalog.ts";
import { attempt, type Draft } from "./draft.ts";
import { handlers } from "./handlers.ts";
import type { Step } from "./outcome.ts";

/** One statement: all its effects, or none. */
export function apply(before: Catalog, effects: readonly Effect[], origin: Origin): Step {
  return attempt(before, origin, (draft, at) => {
    effects.forEach((effect, index) => {
      at(index);
      applyEffect(draft, effect);
    });
  });
}

/** Throws Refusal: for callers inside an `attempt`. */
export function applyEffect(draft: Draft, effect: Effect): void {
  handlerOf(effect)(draft, effect);
}

const handlerOf = <E extends Effect>(effect: E): ((draft: Draft, effect: E) => void) =>
  handlers[effect.kind as E["kind"]] as (draft: Draft, effect: E) => void;
