import { textOrder } from "./order.ts";
import { noDown, wholeFile } from "./parts.ts";
import type { Runner } from "./runner.ts";

/** What concerns SQL files is empty where migrations are opened from programs. */
export const inPrograms = {
  recognises: () => undefined,
  isMigration: () => false,
  order: textOrder,
  up: wholeFile,
  down: noDown,
  directives: [],
  splitter: { cuts: "none" },
  late: "applied",
  duplicates: "refused",
  edited: "unnoticed",
  gaps: "allowed",
  numbering: "timestamp",
  nameParts: () => undefined,
} as const satisfies Partial<Runner>;
