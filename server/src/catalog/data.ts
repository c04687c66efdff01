import type { DataEffect } from "../effects/data.ts";
import type { Handlers } from "./handlers.ts";

export const dataHandlers: Handlers<DataEffect> = {
  select: () => undefined,
};
