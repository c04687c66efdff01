import type { ObjectEffect } from "../effects/objects.ts";
import type { Handlers } from "./handlers.ts";

export const objectHandlers: Handlers<ObjectEffect> = {
  "object-stub": () => undefined,
};
