import type { Constraint, Row, Table } from "../catalog.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { linkedTo } from "../relations/links.ts";
import { primaryKeyOf } from "../relations/make-index.ts";
import { isTable } from "../relations/require.ts";
import { nullValue, setRows, unknownValue } from "./row-values.ts";

interface Actions {
  readonly onDelete: "no action" | "cascade" | "set null" | "other";
  readonly deferred: boolean;
}

const read = new WeakMap<Constraint, Actions>();

function actionsOf(constraint: Constraint): Actions {
  const known = read.get(constraint);
  if (known) return known;
  const actions = readActions(constraint.definition);
  read.set(constraint, actions);
  return actions;
}

/** The definition is the canonical JSON of the constraint's tree. */
function readActions(definition: string): Actions {
  let tree: { fk_del_action?: string; initdeferred?: boolean };
  try {
    tree = JSON.parse(definition) as typeof tree;
  } catch {
    return { onDelete: "other", deferred: true };
  }
  const action = tree.fk_del_action ?? "a";
  return {
    onDelete:
      action === "c"
        ? "cascade"
        : action === "n"
          ? "set null"
          : action === "a" || action === "r"
            ? "no action"
            : "other",
    deferred: tree.initdeferred ?? false,
  };
}

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
 * even where it is deferred. `columns`: only these have changed. Rows of tables that inherit count as the parent's only in queries, not for its keys.
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
    if (added === undefined && actionsOf(constraint).deferred) continue;
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
      refuse(
        "23503",
        `insert or update on table "${table.name}" violates foreign key constraint "${constraint.name}"`,
        { class: "constraint", name: constraint.name, on: key },
      );
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

/** What the rows have in these columns, `open` when it is not known of one; undefined when it differs in how it is written. */
function knownTexts(
  table: Table,
  columns: readonly string[],
): { readonly texts: ReadonlySet<string>; readonly open: boolean } | undefined {
  if (columns.length === 0) return undefined;
  const exact = columns.every((column) => {
    const type = table.columns.known.get(column)?.type;
    return type !== undefined && type !== "unknown" && exactTypes.has(type.name);
  });
  if (!exact) return undefined;
  const there = new Set<string>();
  let open = false;
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

/** What deleting rows does to the rows that point to them: 23503, CASCADE, SET NULL. */
export function afterDelete(draft: Draft, key: string, gone: readonly Row[], depth = 0): void {
  const target = draft.catalog.relations.known.get(key);
  if (!target || !isTable(target) || gone.length === 0 || depth > 20) return;
  for (const { key: from, relation } of linkedTo(draft.catalog, key)) {
    if (!isTable(relation)) continue;
    for (const constraint of relation.constraints.known.values())
      if (constraint.references?.relation === key)
        follow(draft, from, constraint, target, gone, depth);
  }
}

function follow(
  draft: Draft,
  from: string,
  constraint: Constraint,
  target: Table,
  gone: readonly Row[],
  depth: number,
): void {
  const table = draft.catalog.relations.known.get(from);
  if (!table || !isTable(table) || table.rows.known.isEmpty()) return;
  const columns = referencedColumns(constraint, target);
  const lost = gone.map((row) => textsOf(row, columns));
  const open = lost.includes("open");
  const texts = new Set(lost.flatMap((one) => (typeof one === "string" ? [] : [one.join("\0")])));
  const action = actionsOf(constraint).onDelete;
  const removed: Row[] = [];
  let complete = table.rows.complete;
  const known = table.rows.known.flatMap((row) => {
    const points = textsOf(row, constraint.columns);
    if (points === "null") return [row];
    const sure = points !== "open" && texts.has(points.join("\0"));
    if (!sure && !open && points !== "open") return [row];
    if (action === "no action") {
      if (actionsOf(constraint).deferred || from === keyOfTable(target)) return [row];
      if (sure) refuseDelete(target, table, constraint);
      doubt(draft, `whether a row of "${table.name}" points to what is deleted is not known`);
      return [row];
    }
    if (action === "set null" || action === "other") {
      const value = sure && action === "set null" ? nullValue : unknownValue;
      return [
        { values: row.values.merge(constraint.columns.map((column) => [column, value] as const)) },
      ];
    }
    if (sure) removed.push(row);
    else complete = false;
    return [];
  });
  setRows(draft, from, { ...table.rows, known, complete });
  afterDelete(draft, from, removed, depth + 1);
}

const keyOfTable = (table: Table): string => `${table.schema}.${table.name}`;

export const refuseDelete = (target: Table, table: Table, constraint: Constraint): never =>
  refuse(
    "23503",
    `update or delete on table "${target.name}" violates foreign key constraint "${constraint.name}" on table "${table.name}"`,
    { class: "constraint", name: constraint.name, on: keyOfTable(table) },
  );
