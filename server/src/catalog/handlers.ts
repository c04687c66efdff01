import type { Effect } from "../effects/effect.ts";
import { blockHandlers } from "./blocks.ts";
import { dataHandlers } from "./data.ts";
import type { Draft } from "./draft.ts";
import { objectHandlers } from "./objects.ts";
import { relationHandlers } from "./relations.ts";

/** One handler for each kind of effect; refuses (Refusal) as PostgreSQL would. */
export type Handlers<E extends { readonly kind: string } = Effect> = {
  readonly [K in E["kind"]]: (draft: Draft, effect: Extract<E, { kind: K }>) => void;
};

export const handlers: Handlers = {
  ...relationHandlers,
  ...objectHandlers,
  ...dataHandlers,
  ...blockHandlers,
};
