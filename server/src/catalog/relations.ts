import type { RelationEffect } from "../effects/relations.ts";
import type { Handlers } from "./handlers.ts";

export const relationHandlers = {} as Handlers<RelationEffect>;
