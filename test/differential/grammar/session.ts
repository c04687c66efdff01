import fc, { type Arbitrary } from "fast-check";
import { pick, type Sql, word } from "./sql.ts";

/** Not SET ROLE: whether a role may do something is not simulated. */
export const sessionStatement = word(
  "SET search_path = app, public",
  "SET search_path = app",
  "SET search_path TO public, other",
  "RESET search_path",
);

const insideOnly = word(
  "SAVEPOINT sp",
  "ROLLBACK TO SAVEPOINT sp",
  "RELEASE SAVEPOINT sp",
  "SET LOCAL search_path = app",
  "BEGIN",
);

/** BEGIN … COMMIT; a block that is left open is committed at the end of the file. */
export const transactionBlock = (statement: Sql): Arbitrary<string[]> =>
  fc
    .tuple(
      fc.array(pick([3, statement], [1, insideOnly]), { minLength: 1, maxLength: 5 }),
      fc.constantFrom(["COMMIT"], ["COMMIT"], ["ROLLBACK"], []),
    )
    .map(([inside, end]) => ["BEGIN", ...inside, ...end]);

/** Whether a transaction is open where nobody wrote BEGIN depends on the runner: such files are not generated. */
export function isWellFormed(file: readonly string[]): boolean {
  let open = false;
  let savepoint = false;
  for (const statement of file) {
    if (statement === "BEGIN") open = true;
    else if (statement === "COMMIT" || statement === "ROLLBACK") {
      if (!open) return false;
      open = savepoint = false;
    } else if (statement === "SAVEPOINT sp") {
      if (!open) return false;
      savepoint = true;
    } else if (/^(ROLLBACK TO|RELEASE) /.test(statement)) {
      // A failing one ends the block here, and would not under a runner that stops.
      if (!savepoint) return false;
      if (statement.startsWith("RELEASE")) savepoint = false;
    } else if (statement.startsWith("SET LOCAL") && !open) return false;
  }
  return true;
}
