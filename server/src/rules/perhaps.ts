import type { Failure } from "../catalog/outcome.ts";

/** Which of two failures comes first is not always known. */
export const withPerhaps = (detail: string, { perhapsBefore }: Failure): string =>
  perhapsBefore === undefined
    ? detail
    : `${detail === "" ? "" : `${detail} `}It may fail before that: ${perhapsBefore}.`;
