import fc, { type Arbitrary } from "fast-check";
import { commentStatement, grantStatement, roleStatement, schemaStatement } from "./access.ts";
import { alterTable } from "./alter-table.ts";
import { block } from "./blocks.ts";
import { changeIndex, createIndex, sequenceStatement, viewStatement } from "./relations.ts";
import { policyStatement, routineStatement, triggerStatement } from "./routines.ts";
import { rowStatement } from "./rows.ts";
import { isWellFormed, sessionStatement, transactionBlock } from "./session.ts";
import { pick } from "./sql.ts";
import { createTable, dropTable, firstStatements } from "./tables.ts";
import { typeStatement } from "./types.ts";

/** What may also stand inside a block. */
const schemaChange = pick(
  [14, createTable],
  [24, alterTable],
  [5, dropTable],
  [9, createIndex],
  [3, changeIndex],
  [5, viewStatement],
  [3, sequenceStatement],
  [7, typeStatement],
  [5, routineStatement],
  [3, triggerStatement],
  [3, policyStatement],
  [2, roleStatement],
  [2, schemaStatement],
  [2, grantStatement],
  [2, commentStatement],
  [8, rowStatement],
);

const statement = pick([84, schemaChange], [11, block(schemaChange)], [2, sessionStatement]);

/** One case: `before` has run already; `file` is run twice. */
export interface Migration {
  readonly before: readonly string[];
  readonly file: readonly string[];
}

const someStatements = (maxLength: number): Arbitrary<string[]> =>
  fc
    .array(
      fc.oneof(
        { weight: 20, arbitrary: fc.tuple(statement) },
        { weight: 1, arbitrary: transactionBlock(statement) },
      ),
      { maxLength, size: "max" },
    )
    .map((parts) => parts.flat())
    .filter(isWellFormed);

export const migration: Arbitrary<Migration> = fc
  .tuple(firstStatements, someStatements(3), someStatements(12))
  .map(([first, then, file]) => ({ before: [...first, ...then], file }))
  .filter(({ file }) => file.length > 0);
