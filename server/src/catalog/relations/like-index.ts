import type { Constraint, Index } from "../catalog.ts";
import type { NewIndex } from "./make-index.ts";

/** The same index on another table. */
export const likeIndex = (index: Index, constraint: Constraint | undefined): NewIndex => ({
  ...(constraint
    ? {
        constraint: {
          type:
            constraint.type === "primary key" || constraint.type === "exclude"
              ? constraint.type
              : "unique",
          definition: constraint.definition,
        },
      }
    : {}),
  columns: index.columns,
  nameParts: index.columnNames,
  included: index.included,
  unique: index.unique,
  nullsNotDistinct: index.nullsNotDistinct,
  partial: index.partial,
  reads: index.reads,
  definition: index.definition,
  ifNotExists: false,
  only: false,
});
