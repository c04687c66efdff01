import { textOrder } from "./order.ts";
import { wholeFile } from "./parts.ts";
import type { Runner } from "./runner.ts";

/** A program that sends its statements itself, one by one, at every start, and keeps no record. */
export const program: Runner = {
  id: "program",
  recognises: () => undefined,
  isMigration: () => false,
  order: textOrder,
  up: wholeFile,
  down: { kind: "none" },
  directives: [],
  transaction: { grouping: "per statement", isOutside: () => true, outside: "per statement" },
  repeats: "always",
  splitter: { cuts: "none" },
  late: "applied",
  duplicates: "refused",
  edited: "unnoticed",
  gaps: "allowed",
  record: [],
  numbering: "timestamp",
  nameParts: () => undefined,
  newFiles: () => [],
};
