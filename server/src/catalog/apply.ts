import type { Effect } from "../effects/effect.ts";
import type { Catalog, Origin } from "./catalog.ts";
import { attempt, type Draft } from "./draft.ts";
import { handlers } from "./handlers.ts";
import type { Step } from "./outcome.ts";
import { prepareSetPersistence } from "./relations/alter-relation.ts";
import { prepareInherit } from "./relations/inheritance.ts";

/** One statement: all its effects, or none. */
export function apply(before: Catalog, effects: readonly Effect[], origin: Origin): Step {
  return attempt(before, origin, (draft, at) => {
    prepare(draft, effects, at);
    effects.forEach((effect, index) => {
      at(index);
      applyEffect(draft, effect);
    });
  });
}

/** ATPrepCmd sees all commands of a statement, as written, before ATExecCmd carries out the first. */
export function prepare(
  draft: Draft,
  effects: readonly Effect[],
  at: (effect: number) => void = () => undefined,
): void {
  const written = [...effects.entries()].sort(([, a], [, b]) => (a.part ?? 0) - (b.part ?? 0));
  for (const [index, effect] of written) {
    at(index);
    if (effect.kind === "inherit") prepareInherit(draft, effect);
    if (effect.kind === "set-persistence") prepareSetPersistence(draft, effect);
  }
}

/** Throws Refusal: for callers inside an `attempt`. */
export function applyEffect(draft: Draft, effect: Effect): void {
  handlerOf(effect)(draft, effect);
}

const handlerOf = <E extends Effect>(effect: E): ((draft: Draft, effect: E) => void) =>
  handlers[effect.kind as E["kind"]] as (draft: Draft, effect: E) => void;
