import { inQuotes } from "../../sql/names.ts";
import type { SqliteColumn } from "../../sqlite/engine.ts";
import type { Lost } from "../../sqlite/judge.ts";
import { insertAt, replace } from "../../text/edits.ts";
import type { Edit } from "../../text/span.ts";
import { withoutStep } from "./place.ts";

/**
 * The new table under another name, the rows copied, the old one dropped, the new one renamed: the order that
 * https://sqlite.org/lang_altertable.html#otheralter asks for.
 */
export function rowsCopied({ script, step, table, columns }: Lost):
  | {
      readonly edits: readonly Edit[];
      readonly columns: readonly string[];
      /** Columns that the old table does not have and that must have a value. */
      readonly made: readonly string[];
    }
  | undefined {
  const create = script.steps.find(
    ({ deed, statement }) =>
      deed.kind === "create" &&
      deed.what === "table" &&
      deed.name === table &&
      statement.span.start > step.statement.span.start,
  );
  if (!columns || create?.deed.kind !== "create") return undefined;
  const there = new Set(columns.before.map((one) => one.name.toLowerCase()));
  const kept = columns.after.filter((one) => there.has(one.name.toLowerCase()));
  const made = columns.after.filter(
    (one) =>
      !there.has(one.name.toLowerCase()) && !one.hasDefault && (one.notNull || isTextKey(one)),
  );
  if (kept.length === 0) return undefined;
  const { nameAt } = create.deed;
  const written = script.text.slice(nameAt.start, nameAt.end);
  const other = /["`\]]$/.test(written)
    ? `${written.slice(0, -1)}_new${written.slice(-1)}`
    : `${written}_new`;
  const names = [...made, ...kept].map((one) => quoted(one.name));
  const values = [...made.map(valueOf), ...kept.map((one) => quoted(one.name))];
  const own = other.slice(other.lastIndexOf(".") + 1);
  const copy = [
    `INSERT INTO ${other} (${names.join(", ")})`,
    `SELECT ${values.join(", ")} FROM ${written};`,
    `DROP TABLE ${written};`,
    `ALTER TABLE ${own} RENAME TO ${written.slice(written.lastIndexOf(".") + 1)};`,
  ].map((line) => `${line}\n`);
  const gap = script.text.slice(0, create.statement.end).endsWith("\n") ? "" : "\n";
  return {
    edits: [
      withoutStep(script, step),
      replace(nameAt, other),
      insertAt(create.statement.end, gap + copy.join("")),
    ],
    columns: kept.map((one) => one.name),
    made: made.map((one) => one.name),
  };
}

/** SQLite gives an INTEGER PRIMARY KEY its value itself. */
const isTextKey = ({ key, type }: SqliteColumn): boolean => key && !/^integer$/i.test(type);

/** Another one for each row where it must be. */
function valueOf({ unique, key, type }: SqliteColumn): string {
  if (unique || key) return /int/i.test(type) ? "rowid" : "lower(hex(randomblob(16)))";
  return /char|clob|text/i.test(type) ? "''" : "0";
}

const quoted = (name: string): string => (/^[a-z_][a-z0-9_]*$/i.test(name) ? name : inQuotes(name));
