import { condition, references } from "./columns.ts";
import { column, constraint, indexName } from "./names.ts";
import { maybe, pick, type Sql, set, sql, word } from "./sql.ts";

const named = pick([1, word("")], [2, sql`CONSTRAINT ${constraint} `]);

export const tableConstraint: Sql = sql`${named}${pick(
  [4, sql`CHECK (${condition})`],
  [4, sql`UNIQUE ${maybe("NULLS NOT DISTINCT ", 6, 1)}(${set(column, 1, 2)})`],
  [2, sql`PRIMARY KEY (${set(column, 1, 2)})`],
  [4, sql`FOREIGN KEY (${column}) ${references}`],
  [1, sql`EXCLUDE USING btree (${column} WITH =)`],
)}`;

/** What only ALTER TABLE … ADD may say. */
export const addedConstraint: Sql = pick(
  [6, tableConstraint],
  [2, sql`${named}CHECK (${condition}) NOT VALID`],
  [2, sql`${named}FOREIGN KEY (${column}) ${references} NOT VALID`],
  [1, sql`CONSTRAINT ${constraint} UNIQUE USING INDEX ${indexName}`],
  [1, sql`CONSTRAINT ${constraint} PRIMARY KEY USING INDEX ${indexName}`],
);
