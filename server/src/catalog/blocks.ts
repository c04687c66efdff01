import type { BlockEffect } from "../effects/blocks.ts";
import { doubt } from "./draft.ts";
import type { Handlers } from "./handlers.ts";

/** Where no interpreter is at hand, code and unknown statements leave the catalog as it is. */
export const blockHandlers: Handlers<BlockEffect> = {
  do: (draft) => doubt(draft, "the block was not run"),
  unknown: (draft, effect) => doubt(draft, `${effect.statement} is not simulated`),
};
