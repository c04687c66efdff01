import type { Effect } from "../effects/effect.ts";
import type { Draft } from "./draft.ts";
import { handlers } from "./handlers.ts";

/** Throws Refusal: for callers inside an `attempt`. */
export function applyEffect(draft: Draft, effect: Effect): void {
  handlerOf(effect)(draft, effect);
}

const handlerOf = <E extends Effect>(effect: E): ((draft: Draft, effect: E) => void) =>
  handlers[effect.kind as E["kind"]] as (draft: Draft, effect: E) => void;
