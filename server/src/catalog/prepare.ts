import type { Effect } from "../effects/effect.ts";
import { applyEffect } from "./apply-effect.ts";
import { asked, type Draft } from "./draft.ts";
import { findRelation } from "./look-up.ts";
import { isThere } from "./names.ts";
import { prepareSetPersistence } from "./relations/alter-relation.ts";
import { prepareColumnType } from "./relations/column-type.ts";
import { prepareSetExpression } from "./relations/generated-column.ts";
import { prepareInherit } from "./relations/inheritance.ts";
import { preparePrimaryKey } from "./relations/primary-columns.ts";

/** ATPrepCmd sees all commands of a statement, as written, before ATExecCmd carries out the first. */
export function prepare(
  draft: Draft,
  effects: readonly Effect[],
  at: (effect: number) => void,
): void {
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
  if (isThere(found) && found.kind === "view") asked(draft, () => applyEffect(draft, effect));
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
