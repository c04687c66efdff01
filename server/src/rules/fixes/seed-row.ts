import { type Column, type Constraint, relationKey, type Table } from "../../catalog/catalog.ts";
import { findRelation } from "../../catalog/look-up.ts";
import { isThere } from "../../catalog/names.ts";
import type { Failure } from "../../catalog/outcome.ts";
import { insertClause } from "../../effects/clauses/insert-clause.ts";
import type { Effect } from "../../effects/effect.ts";
import type { Expr, SelectQuery } from "../../effects/expression.ts";
import { identifier, literal } from "../../sql/names.ts";
import { spanText } from "../../text/span.ts";
import type { Proposal, Scene } from "../rule.ts";
import { valueOf } from "./missing-values.ts";
import { nameOfKey } from "./written-relation.ts";

/** INSERT before the statement that makes the row which it needs. Its other values are to be looked at. */
export function seedBefore(scene: Scene, failure: Failure, effect: Effect): readonly Proposal[] {
  if (failure.inside || effect.kind !== "insert") return [];
  const wanted =
    failure.sqlstate === "23503" ? pointedTo(scene, failure) : lookedUp(scene, firstLookUp(effect));
  const text = wanted && insertOf(wanted);
  if (!text) return [];
  const { lineEnding: eol, indent } = scene.surface;
  return [
    {
      title: `Insert the row into ${wanted.table.name} before it`,
      grade: "sketch",
      edits: [{ span: { start: 0, end: 0 }, text: `${text}${eol}${indent}` }],
      mends: "first run",
    },
  ];
}

/** INSERT of the row that the look-up of an effect asks for; undefined where that is more than columns and constants. */
export function rowLookedUp(scene: Pick<Scene, "before">, effect: Effect): string | undefined {
  const wanted = lookedUp(scene, firstLookUp(effect));
  return wanted && insertOf(wanted);
}

interface Wanted {
  readonly key: string;
  readonly table: Table;
  readonly columns: readonly string[];
  /** As SQL, in the order of the columns. */
  readonly rows: readonly (readonly string[])[];
}

/** The rows that a foreign key of a VALUES list points to. */
function pointedTo(scene: Scene, failure: Failure): Wanted | undefined {
  const clause = insertClause(scene.surface);
  const constraint = constraintOf(scene, failure);
  const key = constraint?.references?.relation;
  const table = key === undefined ? undefined : scene.before.relations.known.get(key);
  if (!constraint?.references || key === undefined || !isPlainTable(table)) return undefined;
  if (!clause?.columns || clause.source !== "values") return undefined;
  const names = clause.columns.map((one) => one.name);
  const at = constraint.columns.map((column) => names.indexOf(column));
  const rows = clause.rows.map((row) =>
    at.map((index) => {
      const span = row[index];
      return span ? spanText(scene.surface.text, span) : "";
    }),
  );
  const plain = rows.filter((row) => row.every((value) => isLiteral.test(value)));
  const distinct = [...new Map(plain.map((row) => [row.join("\0"), row])).values()];
  const columns = constraint.references.columns;
  return distinct.length > 0 && columns.length === at.length
    ? { key, table, columns, rows: distinct }
    : undefined;
}

const isLiteral = /^(?:-?\d+|'(?:[^']|'')*')$/;

function constraintOf(scene: Scene, { subject }: Failure): Constraint | undefined {
  const table =
    subject?.on === undefined ? undefined : scene.before.relations.known.get(subject.on);
  return subject && isPlainTable(table) ? table.constraints.known.get(subject.name) : undefined;
}

const isPlainTable = (relation: unknown): relation is Table =>
  typeof relation === "object" && relation !== null && "rows" in relation;

/** `(SELECT … FROM t WHERE a = 'x')` as a value of a VALUES list. */
function firstLookUp(effect: Effect): SelectQuery | undefined {
  if (effect.kind !== "insert" || effect.source === "default values") return undefined;
  if (effect.source.kind !== "values") return undefined;
  const found = effect.source.rows.flat().find((one) => one.kind === "scalar");
  return found?.kind === "scalar" && found.query.kind === "select" ? found.query : undefined;
}

function lookedUp(
  { before }: Pick<Scene, "before">,
  query: SelectQuery | undefined,
): Wanted | undefined {
  const [from, ...others] = query?.from ?? [];
  if (!query?.where || from?.kind !== "relation" || others.length > 0) return undefined;
  const { key, found } = findRelation(before, from);
  const tests = query.where.kind === "and" ? query.where.args : [query.where];
  const equals = tests.map(equality);
  if (!isThere(found) || !isPlainTable(found) || equals.includes(undefined)) return undefined;
  return {
    key,
    table: found,
    columns: equals.map((one) => one?.column ?? ""),
    rows: [equals.map((one) => one?.value ?? "")],
  };
}

/** column = constant */
function equality(test: Expr): { readonly column: string; readonly value: string } | undefined {
  if (test.kind !== "operator" || test.name !== "=" || test.left?.kind !== "column")
    return undefined;
  const { right } = test;
  if (right.kind !== "constant" || right.value === null) return undefined;
  const value = typeof right.value === "string" ? literal(right.value) : String(right.value);
  return { column: test.left.name, value };
}

/** With values for what else must not be null; undefined where nothing is obvious for one of them. */
function insertOf({ key, table, columns, rows }: Wanted): string | undefined {
  const others = [...table.columns.known.values()].filter(
    (one) => mustBeGiven(one) && !columns.includes(one.name),
  );
  if (others.some((one) => valueOf(one.type) === undefined)) return undefined;
  // A text of its own for each row: it may have to be unique.
  const values = (row: readonly string[]) =>
    others.map((one) => {
      const value = valueOf(one.type) ?? "";
      return value === "''" ? literal((row[0] ?? "").replace(/^'|'$/g, "")) : value;
    });
  const always = columns.some((one) => table.columns.known.get(one)?.identity === "always");
  const names = [...columns, ...others.map((one) => one.name)].map(identifier).join(", ");
  const lines = rows.map((row) => `(${[...row, ...values(row)].join(", ")})`).join(", ");
  const shown = key === relationKey("public", table.name) ? identifier(table.name) : nameOfKey(key);
  return `INSERT INTO ${shown} (${names})${always ? " OVERRIDING SYSTEM VALUE" : ""} VALUES ${lines} ON CONFLICT DO NOTHING;`;
}

const mustBeGiven = (one: Column): boolean =>
  one.notNull === true && !one.default && !one.identity && !one.generated;
