import { conditions } from "./conditions.ts";
import type { Handler } from "./tree.ts";

/**
 * Whether a handler's WHEN matches an error (exception_matches_conditions of pl_exec.c): a code that ends in 000
 * stands for its class; OTHERS leaves out query_canceled and assert_failure.
 */
export const catches = (handler: Handler, sqlstate: string): boolean =>
  handler.conditions.some((condition) => {
    if (condition === "others") return sqlstate !== "57014" && sqlstate !== "P0004";
    return sqlstatesOf(condition).some(
      (one) =>
        one === sqlstate || (one.endsWith("000") && one.slice(0, 2) === sqlstate.slice(0, 2)),
    );
  });

/** The SQLSTATEs of a condition name, or of a SQLSTATE itself; none for OTHERS and for what PostgreSQL does not know. */
export function sqlstatesOf(condition: string): readonly string[] {
  const named = conditions.get(condition);
  if (named) return named;
  return /^[0-9A-Z]{5}$/.test(condition) ? [condition] : [];
}
