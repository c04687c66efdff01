import type { RelationWord } from "./alter-effects.ts";

const words: Readonly<Record<string, RelationWord>> = {
  OBJECT_TABLE: "table",
  OBJECT_VIEW: "view",
  OBJECT_MATVIEW: "materialized view",
  OBJECT_INDEX: "index",
  OBJECT_SEQUENCE: "sequence",
  OBJECT_FOREIGN_TABLE: "foreign table",
  OBJECT_TYPE: "type",
};

/** What a statement calls the relation that it is about; undefined for another kind of object. */
export const relationWord = (objectType: string | undefined): RelationWord | undefined =>
  words[objectType ?? ""];
