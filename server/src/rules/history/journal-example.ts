/** A journal as drizzle-kit writes it. */
export const journalFile = (
  ...entries: readonly (readonly [idx: number, when: number, tag: string])[]
): string =>
  `${JSON.stringify(
    {
      version: "7",
      dialect: "postgresql",
      entries: entries.map(([idx, when, tag]) => ({
        idx,
        version: "7",
        when,
        tag,
        breakpoints: true,
      })),
    },
    null,
    2,
  )}\n`;

/** A folder of migrations with its journal. */
export const journalled = (
  journal: string,
  files: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => ({ ...files, "meta/_journal.json": journal });

export const users = "CREATE TABLE IF NOT EXISTS users (id integer PRIMARY KEY);\n";
export const notes = "CREATE TABLE IF NOT EXISTS notes (id integer PRIMARY KEY);\n";
export const items = "CREATE TABLE IF NOT EXISTS items (id integer PRIMARY KEY);\n";
