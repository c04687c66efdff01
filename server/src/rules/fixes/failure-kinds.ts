import type { Failure } from "../../catalog/outcome.ts";

/** What the statement makes is there already. */
const taken = new Set(["42P07", "42710", "42701", "42723", "42P06", "42P04", "42P16", "42P05"]);

/** What the statement needs is not there (any more). */
const missing = new Set(["42P01", "42703", "42704", "42883", "3F000", "3D000"]);

export const isTaken = (failure: Failure): boolean => taken.has(failure.sqlstate);

export const isMissing = (failure: Failure): boolean => missing.has(failure.sqlstate);
