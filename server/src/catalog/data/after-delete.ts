import { List } from "immutable";
import type { Constraint, Row, Table } from "../catalog.ts";
import { type Draft, doubt, perhaps } from "../draft.ts";
import { newEnv } from "../evaluate/env.ts";
import { linkedTo } from "../relations/links.ts";
import { isTable } from "../relations/require.ts";
import { either } from "./changed-row.ts";
import { forbidFailedChecks } from "./checks.ts";
import { referencedColumns, refuseDelete, textsOf } from "./foreign-keys.ts";
import { mayHoldUnseen } from "./matching.ts";
import { forbidNulls } from "./new-row.ts";
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
  if (actionsOf(constraint).onDelete !== "cascade") {
    const known = table.rows.known.map((row) => unlinked(draft, link, table, row, points(row)));
    return setRows(draft, from, { ...table.rows, known });
  }
  const of = table.rows.known.groupBy(points);
  const [sure, perhaps] = [of.get("surely") ?? [], of.get("perhaps") ?? []].map((rows) => [
    ...rows,
  ]);
  if (!sure || !perhaps) return;
  const complete = table.rows.complete && perhaps.length === 0;
  setRows(draft, from, { ...table.rows, known: of.get("no") ?? List(), complete });
  afterDelete(draft, from, { sure, perhaps }, depth + 1);
}

/** What SET NULL and SET DEFAULT leave of a row: it is held against the table as after any UPDATE. */
function unlinked(
  draft: Draft,
  { from, constraint }: Link,
  table: Table,
  row: Row,
  points: ReturnType<Points>,
): Row {
  if (points === "no") return row;
  if (actionsOf(constraint).onDelete !== "set null")
    return withValue(row, constraint.columns, unknownValue);
  const without = withValue(row, constraint.columns, nullValue);
  const check = (): void => {
    forbidNulls(draft, table, from, without);
    forbidFailedChecks(newEnv(draft.catalog, {}), table, from, without);
  };
  if (points === "surely") {
    check();
    return without;
  }
  perhaps(draft, check);
  return either(row, without);
}
