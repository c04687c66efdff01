import { role } from "./names.ts";
import { pick, sql, word } from "./sql.ts";

/** Transaction blocks are left open and closed by chance; a file's end commits. */
export const sessionStatement = pick(
  [4, word("BEGIN")],
  [3, word("COMMIT")],
  [2, word("ROLLBACK")],
  [2, word("SAVEPOINT sp")],
  [1, word("ROLLBACK TO SAVEPOINT sp", "RELEASE SAVEPOINT sp")],
  [
    4,
    word(
      "SET search_path = app, public",
      "SET search_path = app",
      "SET search_path TO public, other",
      "RESET search_path",
      "SET LOCAL search_path = app",
    ),
  ],
  [1, sql`SET ROLE ${role}`],
  [1, word("RESET ROLE")],
);
