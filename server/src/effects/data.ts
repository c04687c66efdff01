import type { CopyEffect } from "./data/copy.ts";
import { copyTranslators } from "./data/copy.ts";
import type { CallEffect, SelectEffect } from "./data/select.ts";
import { selectTranslators } from "./data/select.ts";
import type { DeleteEffect, InsertEffect, MergeEffect, UpdateEffect } from "./data/write.ts";
import { writeTranslators } from "./data/write.ts";
import type { Translators } from "./translate.ts";

/** What reads and writes rows. */
export type DataEffect = WriteEffect | CopyEffect | SelectEffect | CallEffect;

/** What may also stand inside WITH. */
export type WriteEffect = InsertEffect | UpdateEffect | DeleteEffect | MergeEffect;

export const dataTranslators: Translators = {
  ...selectTranslators,
  ...writeTranslators,
  ...copyTranslators,
};
