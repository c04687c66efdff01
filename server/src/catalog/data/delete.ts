import { Set as PersistentSet } from "immutable";
import type { DeleteEffect } from "../../effects/data/write.ts";
import type { Expr } from "../../effects/expression.ts";
import type { Row, Rows, Table } from "../catalog.ts";
import { conjuncts } from "../evaluate/wanted.ts";
import { afterDelete } from "./after-delete.ts";
import { absentKey } from "./key-text.ts";
import { matches, unseenMatches } from "./matching.ts";
import { forgetInRelatives } from "./relatives.ts";
import { rowValue, stored } from "./row-values.ts";
import { afterChange, beforeRow } from "./triggers.ts";
import { flush, putRows, type Writing } from "./writing.ts";

/** DELETE: its names have been checked. Gives the rows that are certainly gone. */
export function deleteRows(writing: Writing, effect: DeleteEffect): readonly Row[] {
  const { draft, key, table } = writing;
  draft.touched = true;
  const everything = effect.where === undefined && effect.using.length === 0;
  const { mayDrop } = beforeRow(draft.catalog, table, "delete");
  const found = matches(writing, effect.alias, effect.using, effect.where);
  const unseen = unseenMatches(writing, effect.alias, effect.using, effect.where);
  const touched = new Set(found.map(({ row }) => row));
  const gone = found.filter(({ sure }) => sure && !mayDrop).map(({ row }) => row);
  const open = gone.length < found.length;
  const known =
    touched.size === 0 ? table.rows.known : table.rows.known.filterNot((row) => touched.has(row));
  const complete = (table.rows.complete || everything) && !open;
  putRows(
    writing,
    withAbsent({ ...table.rows, known, complete }, [
      ...gone.flatMap((row) => keysOf(writing, row)),
      ...(mayDrop || effect.using.length > 0 ? [] : keysIn(writing, table, effect.where)),
    ]),
  );
  flush(writing);
  forgetInRelatives(draft, key, "delete");
  if (found.length > 0 || !table.rows.complete) afterChange(draft, key, "delete");
  const perhaps = [...found.filter(({ row }) => !gone.includes(row)), ...unseen];
  afterDelete(draft, key, { sure: gone, perhaps: perhaps.map(({ row }) => row) });
  return gone;
}

function withAbsent(rows: Rows, keys: readonly string[]): Rows {
  const { absent, ...rest } = rows;
  if (rows.complete) return rest;
  if (keys.length === 0) return rows;
  return { ...rest, absent: (absent ?? PersistentSet<string>()).union(keys) };
}

/** Another row with a key of this one there was not. */
const keysOf = (writing: Writing, row: Row): readonly string[] =>
  writing.keys.flatMap((one) => {
    const columns = one.columns.filter((column) => column !== undefined);
    const text = columns.length === one.columns.length ? absentKey(columns, row) : undefined;
    return text === undefined ? [] : [text];
  });

/** `WHERE id = 1 AND …` alone leaves no row with id 1; so does `id IN (1, 2)`. */
function keysIn(writing: Writing, table: Table, where: Expr | undefined): readonly string[] {
  const conditions = conjuncts(where);
  const [only] = conditions;
  if (conditions.length !== 1 || !only)
    return conditions.length > 1 ? allEqual(writing, table, conditions) : [];
  if (only.kind === "in" && !only.negated && only.arg.kind === "column") {
    const { name } = only.arg;
    return only.items.flatMap((item) => allEqual(writing, table, [equals(name, item)]));
  }
  return allEqual(writing, table, [only]);
}

const equals = (name: string, right: Expr): Expr => ({
  kind: "operator",
  name: "=",
  left: { kind: "column", name },
  right,
});

function allEqual({ env }: Writing, table: Table, conditions: readonly Expr[]): readonly string[] {
  const parts: [string, string][] = [];
  for (const one of conditions) {
    if (one.kind !== "operator" || one.name !== "=" || one.over || one.left?.kind !== "column")
      return [];
    const right = one.right.kind === "cast" ? one.right.arg : one.right;
    if (right.kind !== "constant" || right.value === null) return [];
    const column = table.columns.known.get(one.left.name);
    const value = column ? stored(env, column, right.value) : rowValue(right.value);
    if (value.kind !== "constant" || value.text === null) return [];
    parts.push([one.left.name, value.text]);
  }
  return [JSON.stringify(parts.sort(([a], [b]) => (a < b ? -1 : 1)))];
}
