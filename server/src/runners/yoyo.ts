import { noDown } from "./parts.ts";
import type { Runner } from "./runner.ts";
import { unknown } from "./unknown.ts";

/**
 * yoyo: Python files with steps, each file in a transaction; its record is written in another one afterwards
 * (yoyo/backends/base.py, apply_one), so that a crash between them runs the file again.
 */
export const yoyo: Runner = {
  ...unknown,
  id: "yoyo",
  recognises: () => undefined,
  isMigration: () => false,
  down: noDown,
  transaction: { grouping: "per file", isOutside: () => false, outside: "per statement" },
  repeats: "crash",
};
