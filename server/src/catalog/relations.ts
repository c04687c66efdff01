import type { RelationEffect } from "../effects/relations.ts";
import type { Handlers } from "./handlers.ts";

export const relationHandlers: Handlers<RelationEffect> = {
  "relation-stub": () => undefined,
};
