import type { Catalog, Column, Table } from "../../catalog/catalog.ts";
import { type InsertClause, insertClause } from "../../effects/clauses/insert-clause.ts";
import { sqlLike } from "../../effects/clauses/letter-case.ts";
import type { InsertEffect } from "../../effects/data/write.ts";
import type { Expr } from "../../effects/expression.ts";
import { identifier } from "../../sql/names.ts";
import { replace } from "../../text/edits.ts";
import { spanText } from "../../text/span.ts";
import type { Proposal, Scene } from "../rule.ts";
import { combined } from "./combine.ts";
import type { Condition } from "./condition.ts";
import { tableKey } from "./insert-conflict.ts";
import { asking } from "./remedy.ts";

/** INSERT without a unique key to stop it: rows are added only while they are not there. */
export function insertOnce(scene: Scene, effect: InsertEffect): readonly Proposal[] {
  const clause = insertClause(scene.surface);
  if (!clause) return [];
  const matches = matchesOf(scene, clause, effect);
  if (matches && clause.rows.length === 1 && !usesDefault(effect)) {
    const rewritten = whereNotExists(scene, clause, matches);
    return rewritten ? [{ ...rewritten, grade: guesses(scene, clause) ? "review" : "safe" }] : [];
  }
  if (matches) {
    const title = "insert them only while the first of them is not there (DO block)";
    const remedy = { ...asking(title, rowsAbsent(clause, matches)), grade: "review" as const };
    return present(combined(scene, [remedy]));
  }
  if (!wasEmpty(scene, clause)) return [];
  const title = `insert only while ${clause.table.text} is empty (DO block)`;
  const remedy = { ...asking(title, rowsAbsent(clause, [])), grade: "review" as const };
  return present(combined(scene, [remedy]));
}

const present = (proposal: Proposal | undefined): readonly Proposal[] =>
  proposal ? [proposal] : [];

const rowsAbsent = (clause: InsertClause, where: readonly string[]): Condition => ({
  kind: "look-up",
  wanted: "absent",
  from: clause.table.text,
  where,
});

const usesDefault = (effect: InsertEffect): boolean =>
  effect.source !== "default values" &&
  effect.source.kind === "values" &&
  effect.source.rows.some((row) => row.some((value) => value.kind === "default"));

/** `a = 'x'`, `b IS NULL`, … for the constants of the first row; undefined when there is none to go by. */
function matchesOf(
  scene: Scene,
  clause: InsertClause,
  effect: InsertEffect,
): readonly string[] | undefined {
  const [texts] = clause.rows;
  if (!texts || effect.source === "default values" || effect.source.kind !== "values")
    return undefined;
  const [values = []] = effect.source.rows;
  const columns = columnsOf(scene.before, scene.after, clause);
  const sql = sqlLike(scene.surface);
  const matches = values.flatMap((value, index) => {
    const column = columns[index];
    const span = texts[index];
    if (!column || !span || !isConstant(value)) return [];
    const text = spanText(scene.surface.text, span);
    if (isNull(value)) return [sql`${column.written} IS NULL`];
    return isComparable(column.type, text) ? [`${column.written} = ${text}`] : [];
  });
  return matches.some((match) => match.includes(" = ")) ? matches : undefined;
}

interface InsertedColumn {
  readonly written: string;
  readonly type: Column["type"];
}

function columnsOf(
  before: Catalog,
  after: Catalog,
  clause: InsertClause,
): readonly (InsertedColumn | undefined)[] {
  const table = tableOf(before, clause) ?? tableOf(after, clause);
  const known = table?.columns.known;
  if (clause.columns)
    return clause.columns.map(({ name, span }) => ({
      written: spanText(clause.on.surface.text, span),
      type: known?.get(name)?.type ?? "unknown",
    }));
  // CREATE TABLE IF NOT EXISTS may have found another table; the columns that it names are the best guess.
  if (!known || (!table.columns.complete && table.origin === "assumed")) return [];
  return [...known.values()]
    .sort((a, b) => a.position - b.position)
    .map((column) => ({ written: identifier(column.name), type: column.type }));
}

const guesses = (scene: Scene, clause: InsertClause): boolean =>
  !clause.columns && !tableOf(scene.after, clause)?.columns.complete;

function tableOf(catalog: Catalog, clause: InsertClause): Table | undefined {
  const key = tableKey(catalog, clause);
  const relation = key === undefined ? undefined : catalog.relations.known.get(key);
  return relation && "rows" in relation ? relation : undefined;
}

const isConstant = (value: Expr): boolean =>
  value.kind === "constant" ||
  (value.kind === "cast" && isConstant(value.arg)) ||
  (value.kind === "operator" && value.name === "-" && !value.left && isConstant(value.right));

const isNull = (value: Expr): boolean =>
  (value.kind === "constant" && value.value === null) ||
  (value.kind === "cast" && isNull(value.arg));

/** json, xml and the geometric types have no equality; where the type is not known, text that looks like JSON is left out. */
const isComparable = (type: Column["type"], text: string): boolean =>
  type === "unknown"
    ? !/^'\s*[[{]/.test(text)
    : !["json", "xml", "point", "polygon", "box", "path", "lseg", "line", "circle"].includes(
        type.name,
      );

function whereNotExists(
  scene: Scene,
  clause: InsertClause,
  matches: readonly string[],
): Proposal | undefined {
  const [row] = clause.rows;
  const first = row?.[0];
  const last = row?.[row.length - 1];
  if (!first || !last) return undefined;
  const { surface } = scene;
  const sql = sqlLike(surface);
  const eol = surface.lineEnding + surface.indent;
  const where = matches.join(sql` AND `);
  const tail = sql`WHERE NOT EXISTS (SELECT 1 FROM ${clause.table.text} WHERE ${where})`;
  return {
    title: "insert it only while it is not there (WHERE NOT EXISTS)",
    grade: "safe",
    edits: [
      replace({ start: clause.sourceSpan.start, end: first.start }, sql`SELECT `),
      replace({ start: last.end, end: clause.sourceEnd }, eol + tail),
    ],
  };
}

/** Nothing was in the table before the statement's first run, so the table being empty says that it did not run. */
function wasEmpty(scene: Scene, clause: InsertClause): boolean {
  const rows = tableOf(scene.before, clause)?.rows;
  return (rows?.complete ?? false) && rows?.known.size === 0;
}
