/** Objects of which a name (and for some a key made of names) is all that matters. */
export type PlainClass = (typeof plainClasses)[number];

const plainClasses = [
  "schema",
  "role",
  "extension",
  "publication",
  "subscription",
  "event trigger",
  "cast",
  "transform",
  "operator",
  "operator class",
  "operator family",
  "collation",
  "conversion",
  "language",
  "text search configuration",
  "text search dictionary",
  "text search parser",
  "text search template",
  "foreign-data wrapper",
  "server",
  "user mapping",
  "statistics",
  "access method",
  "tablespace",
  "database",
  "setting",
  "prepared statement",
] as const;

const all: ReadonlySet<string> = new Set(plainClasses);

export const isPlainClass = (name: string): name is PlainClass => all.has(name);
