import type { DataEffect } from "../effects/data.ts";
import { call } from "./data/call.ts";
import { copy } from "./data/copy.ts";
import { select } from "./data/select.ts";
import { write } from "./data/write.ts";
import type { Handlers } from "./handlers.ts";

export const dataHandlers: Handlers<DataEffect> = {
  insert: write,
  update: write,
  delete: write,
  merge: write,
  copy,
  select,
  call,
};
