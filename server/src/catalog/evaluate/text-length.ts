import type { TypeName } from "../catalog.ts";
import { type Draft, doubt } from "../draft.ts";
import { shownType } from "../objects/written-type.ts";
import type { InferredType } from "./scope.ts";

/**
 * 22001: a value that is no text becomes one by assignment, and may have more characters than the column takes. Asked
 * where all rows come from the history's own statements.
 */
export function doubtLength(draft: Draft, column: InferredType, given: InferredType): void {
  if (!draft.catalog.closed || typeof column === "string" || typeof given === "string") return;
  const limit = lengthOf(column);
  const most = given.schema === "pg_catalog" && given.dimensions === 0 && longest[given.name];
  if (limit === undefined || !most || most <= limit) return;
  doubt(
    draft,
    `whether the text of a ${shownType(given, [])} has more than ${limit} characters is not known`,
  );
}

/** Of varchar(n) and char(n): n. */
export const lengthOf = ({ name, dimensions, modifiers }: TypeName): number | undefined =>
  (name === "varchar" || name === "bpchar") && dimensions === 0 && Number(modifiers) > 0
    ? Number(modifiers)
    : undefined;

/** The most characters that the texts of a type have; of the others nobody puts any into a short column. */
const longest: Readonly<Record<string, number>> = {
  date: 13,
  float4: 15,
  float8: 24,
  uuid: 36,
  name: 63,
  time: 15,
  timetz: 21,
  timestamp: 29,
  timestamptz: 35,
  interval: Number.POSITIVE_INFINITY,
  json: Number.POSITIVE_INFINITY,
  jsonb: Number.POSITIVE_INFINITY,
};
