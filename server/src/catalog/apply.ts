import type { Effect } from "../effects/effect.ts";
import type { Catalog, Origin } from "./catalog.ts";
import { attempt, type Draft, type Until } from "./draft.ts";
import { handlers } from "./handlers.ts";
import { findRelation } from "./look-up.ts";
import { isThere } from "./names.ts";
import type { Step } from "./outcome.ts";
import { prepareSetPersistence } from "./relations/alter-relation.ts";
import { prepareColumnType } from "./relations/column-type.ts";
import { prepareSetExpression } from "./relations/generated-column.ts";
import { prepareInherit } from "./relations/inheritance.ts";
import { preparePrimaryKey, requirePrimaryColumns } from "./relations/primary-columns.ts";

/** One statement: all its effects, or none. */
export function apply(before: Catalog, effects: readonly Effect[], origin: Origin): Step {
  return attempt(before, origin, (draft, at) => {
    carryOut(draft, effects, (effect) => applyEffect(draft, effect), at);
  });
}

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

/** ATPrepCmd sees all commands of a statement, as written, before ATExecCmd carries out the first. */
function prepare(draft: Draft, effects: readonly Effect[], at: (effect: number) => void): void {
  const [only] = effects;
  if (effects.length < 2 && only && !preparedAlone.has(only.kind)) return;
  const written = [...effects.entries()].sort(([, a], [, b]) => (a.part ?? 0) - (b.part ?? 0));
  for (const [index, effect] of written) {
    at(index);
    if (effect.kind === "add-constraint") preparePrimaryKey(draft, effect);
    if (effect.kind === "inherit") prepareInherit(draft, effect);
    if (effect.kind === "set-persistence") prepareSetPersistence(draft, effect);
    if (effect.kind === "alter-column-type") prepareColumnType(draft, effect);
    if (effect.kind === "set-expression") prepareSetExpression(draft, effect);
    if (effects.length > 1) forbidOnView(draft, effect);
  }
}

/** ATSimplePermissions: what no view takes is refused before the other commands look for their columns. */
function forbidOnView(draft: Draft, effect: Effect): void {
  if (!("as" in effect) || !("table" in effect) || takenByViews.has(effect.kind)) return;
  const { found } = findRelation(draft.catalog, effect.table);
  if (isThere(found) && found.kind === "view") applyEffect(draft, effect);
}

const takenByViews: ReadonlySet<Effect["kind"]> = new Set([
  "set-default",
  "add-identity",
  "set-identity",
  "drop-identity",
  "change-owner",
  "set-relation-options",
] as const);

/** Where there is but one command, most of what it looks at first it can look at when it is carried out. */
const preparedAlone: ReadonlySet<Effect["kind"]> = new Set([
  "inherit",
  "set-persistence",
  "set-expression",
  "add-constraint",
] as const);

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

/** Throws Refusal: for callers inside an `attempt`. */
export function applyEffect(draft: Draft, effect: Effect): void {
  handlerOf(effect)(draft, effect);
}

const handlerOf = <E extends Effect>(effect: E): ((draft: Draft, effect: E) => void) =>
  handlers[effect.kind as E["kind"]] as (draft: Draft, effect: E) => void;
