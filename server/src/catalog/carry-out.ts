import type { Effect } from "../effects/effect.ts";
import type { Draft, Until } from "./draft.ts";
import { prepare } from "./prepare.ts";
import { requirePrimaryColumns } from "./relations/primary-columns.ts";

/**
 * The effects in order, after PostgreSQL has looked at all of them. What those of ALTER TABLE put off (`draft.later`)
 * is done before the first that says it comes after it, or at the end.
 */
export function carryOut(
  draft: Draft,
  effects: readonly Effect[],
  each: (effect: Effect) => void,
  at: (effect: number) => void = () => undefined,
): void {
  prepare(draft, effects, at);
  const outer = draft.later;
  const waiting: { readonly effect: number; readonly until: Until; readonly work: () => void }[] =
    [];
  const from =
    (effect: number): NonNullable<Draft["later"]> =>
    (until, work) =>
      waiting.push({ effect, until, work });
  const catchUp = (until: Until): void => {
    for (const one of waiting.filter((each) => each.until === until)) {
      waiting.splice(waiting.indexOf(one), 1);
      at(one.effect);
      draft.later = from(one.effect);
      one.work();
    }
  };
  const firstKey = effects.length > 1 ? effects.findIndex(isKey) : -1;
  effects.forEach((effect, index) => {
    if (effect.kind !== "alter-column-type") catchUp("retyped");
    if ("afterIndexes" in effect) catchUp("indexes");
    if ("late" in effect) catchUp("constraints");
    if (index === firstKey) requireKeyColumns(draft, effects, at);
    at(index);
    draft.later = from(index);
    each(effect);
  });
  for (const until of afterwards) catchUp(until);
  if (outer) draft.later = outer;
  else delete draft.later;
}

const afterwards: readonly Until[] = [
  "retyped",
  "indexes",
  "constraints",
  "not null",
  "checks",
  "foreign keys",
];

type AddsConstraint = Extract<Effect, { readonly kind: "add-constraint" }>;

const isKey = (effect: Effect): effect is AddsConstraint =>
  effect.kind === "add-constraint" &&
  effect.constraint.usingIndex === undefined &&
  ["primary key", "unique", "exclude"].includes(effect.constraint.type);

/** ATPrepAddPrimaryKey: the columns are made NOT NULL before the first index is made. */
function requireKeyColumns(
  draft: Draft,
  effects: readonly Effect[],
  at: (effect: number) => void,
): void {
  for (const [index, effect] of effects.entries()) {
    if (!isKey(effect) || effect.constraint.type !== "primary key") continue;
    at(index);
    requirePrimaryColumns(draft, effect);
  }
}
