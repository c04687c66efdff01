import { inPrograms } from "./in-programs.ts";
import type { Runner } from "./runner.ts";

/** A program that sends its statements itself, one by one, at every start, and keeps no record. */
export const program: Runner = {
  ...inPrograms,
  id: "program",
  transaction: { grouping: "per statement", isOutside: () => true, outside: "per statement" },
  repeats: "always",
  record: [],
};
