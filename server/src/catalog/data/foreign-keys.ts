import { type Constraint, type Row, relationKey, type Table } from "../catalog.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { primaryKeyOf } from "../relations/make-index.ts";
import { isTable } from "../relations/require.ts";
import { actionsOf } from "./referential-actions.ts";

export const referencedColumns = (constraint: Constraint, target: Table): readonly string[] => {
  const columns = constraint.references?.columns ?? [];
  return columns.length > 0 ? columns : (primaryKeyOf(target)?.columns ?? []);
};

/** The texts of a row's columns: "null" when one is NULL, "open" when one is not known. */
export function textsOf(row: Row, columns: readonly string[]): readonly string[] | "null" | "open" {
  const texts: string[] = [];
  let open = columns.length === 0;
  for (const column of columns) {
    const value = row.values.get(column);
    if (value?.kind !== "constant") open = true;
    else if (value.text === null) return "null";
    else texts.push(value.text);
  }
  return open ? "open" : texts;
}

/**
 * 23503: rows that point to what is certainly not there. `added`: rows that are there meet this constraint, at once
 * even where it is deferred. `columns`: only these have changed. Rows of tables that inherit count as the parent's only
 * in queries, not for its keys.
 */
export function forbidDangling(
  draft: Draft,
  key: string,
  rows: readonly Row[],
  { added, columns }: { readonly added?: string; readonly columns?: ReadonlySet<string> } = {},
): void {
  const table = draft.catalog.relations.known.get(key);
  if (!table || !isTable(table)) return;
  for (const constraint of table.constraints.known.values()) {
    if (constraint.type !== "foreign key" || !constraint.references) continue;
    if (added !== undefined && constraint.name !== added) continue;
    if (columns && !constraint.columns.some((column) => columns.has(column))) continue;
    const target = draft.catalog.relations.known.get(constraint.references.relation);
    if (!target || !isTable(target) || target.kind !== "table") continue;
    // Where nobody shows what is in a table, a row is taken to be there.
    const maybe = !target.rows.complete;
    if (maybe && (!draft.catalog.closed || target.origin === "assumed")) continue;
    const deferred = added === undefined && actionsOf(constraint).deferred;
    const there = knownTexts(target, referencedColumns(constraint, target));
    if (!there) continue;
    for (const row of rows) {
      const texts = textsOf(row, constraint.columns);
      if (texts === "null") continue;
      // Whatever it points to, there is nothing.
      const nowhere =
        !maybe && target.rows.known.isEmpty() && isNowhereNull(table, row, constraint);
      if (texts === "open" ? !nowhere : there.texts.has(texts.join("\0"))) continue;
      if (texts !== "open" && (there.open || maybe)) {
        if (!pointsThereToo(table, rows, constraint, texts))
          doubt(draft, `whether "${target.name}" has the row that is pointed to is not known`);
        continue;
      }
      const message = `insert or update on table "${table.name}" violates foreign key constraint "${constraint.name}"`;
      // What comes before the end of the transaction may put it right.
      if (deferred) doubt(draft, message);
      else refuse("23503", message, { class: "constraint", name: constraint.name, on: key });
    }
  }
}

const isNowhereNull = (table: Table, row: Row, { columns }: Constraint): boolean =>
  columns.length > 0 &&
  columns.every((column) => {
    const kind = row.values.get(column)?.kind;
    return (
      kind === "constant" || kind === "fresh" || table.columns.known.get(column)?.notNull === true
    );
  });

/** A row that was there before points to the same. */
const pointsThereToo = (
  table: Table,
  added: readonly Row[],
  { columns }: Constraint,
  texts: readonly string[],
): boolean =>
  table.rows.known.some(
    (row) => !added.includes(row) && String(textsOf(row, columns)) === String(texts),
  );

/** What the rows have in these columns; `open` when it is not known of one, or may be the same written otherwise. */
function knownTexts(
  table: Table,
  columns: readonly string[],
): { readonly texts: ReadonlySet<string>; readonly open: boolean } | undefined {
  if (columns.length === 0) return undefined;
  const exact = columns.every((column) => {
    const type = table.columns.known.get(column)?.type;
    return type !== undefined && type !== "unknown" && exactTypes.has(type.name);
  });
  const there = new Set<string>();
  let open = !exact && !table.rows.known.isEmpty();
  for (const row of table.rows.known) {
    const texts = textsOf(row, columns);
    if (texts === "open") open = true;
    else if (texts !== "null") there.add(texts.join("\0"));
  }
  return { texts: there, open };
}

const exactTypes: ReadonlySet<string> = new Set([
  "int2",
  "int4",
  "int8",
  "text",
  "varchar",
  "uuid",
  "bpchar",
]);

export const refuseDelete = (target: Table, table: Table, constraint: Constraint): never =>
  refuse(
    "23503",
    `update or delete on table "${target.name}" violates foreign key constraint "${constraint.name}" on table "${table.name}"`,
    { class: "constraint", name: constraint.name, on: relationKey(table.schema, table.name) },
  );
