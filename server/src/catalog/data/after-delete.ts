import type { Constraint, Row, Table } from "../catalog.ts";
import { type Draft, doubt } from "../draft.ts";
import { linkedTo } from "../relations/links.ts";
import { isTable } from "../relations/require.ts";
import { referencedColumns, refuseDelete, textsOf } from "./foreign-keys.ts";
import { mayHoldUnseen } from "./matching.ts";
import { actionsOf } from "./referential-actions.ts";
import { nullValue, setRows, unknownValue, withValue } from "./row-values.ts";

/** Rows that a statement took away; `perhaps`: others that it may have, those that nobody sees among them. */
export interface Gone {
  readonly sure: readonly Row[];
  readonly perhaps: readonly Row[];
}

/** What deleting rows does to the rows that point to them: 23503, CASCADE, SET NULL. */
export function afterDelete(draft: Draft, key: string, gone: Gone, depth = 0): void {
  const target = draft.catalog.relations.known.get(key);
  if (!target || !isTable(target) || depth > 20) return;
  if (gone.sure.length + gone.perhaps.length === 0) return;
  for (const { key: from, relation } of linkedTo(draft.catalog, key)) {
    if (!isTable(relation)) continue;
    for (const constraint of relation.constraints.known.values())
      if (constraint.references?.relation === key)
        follow(draft, { from, constraint, target }, gone, depth);
  }
}

interface Link {
  readonly from: string;
  readonly constraint: Constraint;
  readonly target: Table;
}

function follow(draft: Draft, link: Link, gone: Gone, depth: number): void {
  const { from, constraint } = link;
  const table = draft.catalog.relations.known.get(from);
  if (!table || !isTable(table)) return;
  const unseen = mayHoldUnseen(draft.catalog, table);
  if (table.rows.known.isEmpty() && !unseen) return;
  const { onDelete, deferred } = actionsOf(constraint);
  const points = pointing(link, gone);
  if (onDelete !== "no action") return change(draft, link, table, points, depth);
  if (deferred) return;
  const pointed = table.rows.known.map(points);
  if (pointed.includes("surely")) refuseDelete(link.target, table, constraint);
  if (unseen || pointed.includes("perhaps"))
    doubt(draft, `whether a row of "${table.name}" points to what is deleted is not known`);
}

type Points = (row: Row) => "surely" | "perhaps" | "no";

/** Whether a row points to one that is gone. */
function pointing({ constraint, target }: Link, { sure, perhaps }: Gone): Points {
  const columns = referencedColumns(constraint, target);
  const keyOf = (row: Row): string => {
    const texts = textsOf(row, columns);
    return typeof texts === "string" ? texts : texts.join("\0");
  };
  const lost = new Set(sure.map(keyOf));
  const mayBeLost = new Set(perhaps.map(keyOf));
  const open = lost.has("open") || mayBeLost.has("open");
  const there = new Set(open ? target.rows.known.map(keyOf) : []);
  return (row) => {
    const texts = textsOf(row, constraint.columns);
    if (texts === "null") return "no";
    if (texts === "open") return "perhaps";
    const text = texts.join("\0");
    if (lost.has(text)) return "surely";
    return mayBeLost.has(text) || (open && !there.has(text)) ? "perhaps" : "no";
  };
}

/** CASCADE, SET NULL, SET DEFAULT. */
function change(draft: Draft, link: Link, table: Table, points: Points, depth: number): void {
  const { from, constraint } = link;
  const { onDelete } = actionsOf(constraint);
  const sure: Row[] = [];
  const perhaps: Row[] = [];
  const known = table.rows.known.flatMap((row) => {
    const how = points(row);
    if (how === "no") return [row];
    if (onDelete !== "cascade") {
      const value = how === "surely" && onDelete === "set null" ? nullValue : unknownValue;
      return [withValue(row, constraint.columns, value)];
    }
    (how === "surely" ? sure : perhaps).push(row);
    return [];
  });
  const complete = table.rows.complete && perhaps.length === 0;
  setRows(draft, from, { ...table.rows, known, complete });
  afterDelete(draft, from, { sure, perhaps }, depth + 1);
}
