import { type Written, wordsAt } from "./written.ts";

/** The kinds of objects as CREATE, ALTER, DROP and COMMENT ON write them; longer ones first. */
const objectWords = [
  "text search configuration",
  "text search dictionary",
  "text search template",
  "text search parser",
  "foreign data wrapper",
  "materialized view",
  "operator family",
  "operator class",
  "foreign table",
  "event trigger",
  "access method",
  "large object",
  "user mapping",
  "subscription",
  "publication",
  "tablespace",
  "statistics",
  "constraint",
  "procedure",
  "extension",
  "collation",
  "conversion",
  "transform",
  "aggregate",
  "operator",
  "sequence",
  "function",
  "language",
  "database",
  "trigger",
  "routine",
  "schema",
  "server",
  "policy",
  "domain",
  "column",
  "table",
  "index",
  "group",
  "view",
  "type",
  "role",
  "user",
  "rule",
  "cast",
] as const;

export type ObjectWords = (typeof objectWords)[number];

export const objectAt = (on: Written, index: number): ObjectWords | undefined =>
  objectWords.find((words) => wordsAt(on, index, words));

export const wordCount = (words: string): number => words.split(" ").length;
