import type { Bench } from "./context.ts";

/**
 * How much may still be tried on one file. Each trial runs the file twice, and in a file of thousands of statements
 * there may be a trial for each of them: what is not reached is left as it is. Counted in statements, not in seconds,
 * so that the same file is always mended in the same way.
 */
export interface Patience {
  left: number;
}

/** Enough for a thousand trials of a file of 100 statements; a minute, more or less. */
export const patience = (): Patience => ({ left: 200_000 });

/** One more trial; false when it is not worth it any more. */
export function spend(left: Patience, on: Bench): boolean {
  left.left -= on.first.statements.length * 2;
  return left.left >= 0;
}
