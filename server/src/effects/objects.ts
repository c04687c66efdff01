import type { EffectBase } from "./effect.ts";
import type { Translators } from "./translate.ts";

/** What makes, changes and drops everything that is not a relation or a row. */
export type ObjectEffect = EffectBase & { readonly kind: "object-stub" };

export const objectTranslators: Translators = {};
