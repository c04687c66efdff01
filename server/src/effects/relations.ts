import type { EffectBase } from "./effect.ts";
import type { Translators } from "./translate.ts";

/** What makes, changes, renames and drops tables, views, indexes and sequences. */
export type RelationEffect = EffectBase & { readonly kind: "relation-stub" };

export const relationTranslators: Translators = {};
