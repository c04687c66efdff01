import { List, Map as PersistentMap } from "immutable";
import type { NameRef } from "../../effects/type-ref.ts";
import type { Column, Relation, Table } from "../catalog.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { findRelation, setRelation } from "../look-up.ts";
import { emptyNames, find, isThere, type Names, put } from "../names.ts";
import { schemaIsAbsent } from "../objects/require.ts";
import type { ObjectClass } from "../outcome.ts";
import { forgetGuessed } from "./forget-guessed.ts";
import { isSystemKey } from "./system.ts";

/** Which kinds of relation will do (the first is learnt where nothing is known), and what PostgreSQL says to others. */
export interface Wanted {
  readonly kinds: readonly [Relation["kind"], ...Relation["kind"][]];
  readonly otherwise: (name: string) => readonly [sqlstate: string, message: string];
  /** The name stands in a text (regclass): a missing schema is not told apart from a missing relation. */
  readonly inText?: true;
}

export const aTable: Wanted = {
  kinds: ["table", "partitioned table", "foreign table"],
  otherwise: (name) => ["42809", `"${name}" is not a table`],
};

export const anyRelation: Wanted = {
  kinds: [
    "unknown",
    "table",
    "partitioned table",
    "foreign table",
    "view",
    "materialized view",
    "index",
    "sequence",
    "composite type",
  ],
  otherwise: (name) => ["42809", `"${name}" is of the wrong kind`],
};

/** Known: it. Absent: 42P01, or 3F000 when its schema is. Unknown: a doubt, and from here on it is there. */
export function requireRelation(
  draft: Draft,
  name: NameRef,
  wanted: Wanted = anyRelation,
): { readonly key: string; readonly relation: Relation } {
  const { key, found, guessed } = findRelation(draft.catalog, name);
  if (found === "absent") {
    if (name.schema !== undefined && !wanted.inText) forbidMissingSchema(draft, name.schema);
    return refuse("42P01", `relation "${written(name)}" does not exist`, {
      class: classOf(wanted.kinds[0]),
      ...name,
    });
  }
  if (found === "unknown") {
    if (isSystemKey(key)) return { key, relation: placeholder(key, wanted.kinds[0]) };
    doubt(draft, `relation "${written(name)}" was not created in view`);
    const learnt = learn(draft, key, wanted);
    forgetGuessed(draft, { key, guessed });
    if (!guessed) return { key, relation: learnt };
    const relation = { ...learnt, guessed };
    setRelation(draft, key, relation);
    return { key, relation };
  }
  if (found.kind === "unknown") {
    if (isSystemKey(key)) return { key, relation: placeholder(key, wanted.kinds[0]) };
    if (wanted.kinds[0] === "unknown") return { key, relation: found };
    doubt(draft, `"${found.name}" may not be a ${wanted.kinds[0]}`);
    return { key, relation: learn(draft, key, wanted) };
  }
  if (!wanted.kinds.includes(found.kind)) {
    if (found.origin === "assumed") {
      doubt(draft, `"${found.name}" may not be a ${found.kind}`);
      return { key, relation: learn(draft, key, wanted) };
    }
    const [sqlstate, message] = wanted.otherwise(found.name);
    return refuse(sqlstate, message, {
      class: classOf(found.kind),
      schema: found.schema,
      name: found.name,
    });
  }
  return { key, relation: found };
}

function forbidMissingSchema(draft: Draft, schema: string): void {
  if (schemaIsAbsent(draft, schema))
    refuse("3F000", `schema "${schema}" does not exist`, { class: "schema", name: schema });
}

/** A relation with columns, constraints and rows of its own; `wanted` for other words than "is not a table". */
export function requireTable(
  draft: Draft,
  name: NameRef,
  wanted: Wanted = aTable,
): { readonly key: string; readonly table: Table } {
  const { key, relation } = requireRelation(draft, name, wanted);
  if (!isTable(relation)) return refuse("42809", `"${relation.name}" is not a table`);
  return { key, table: relation };
}

/** Known: it. Absent: 42703, in the words of ALTER TABLE unless `message` is given. Unknown: a doubt, and learnt. */
export function requireColumn(
  draft: Draft,
  key: string,
  table: Table,
  column: string,
  message = `column "${column}" of relation "${table.name}" does not exist`,
): Column {
  if (systemColumns.has(column)) return { ...assumedColumn(table.columns, column), notNull: true };
  if (isSystemKey(key)) return assumedColumn(table.columns, column);
  const found = find(table.columns, column);
  if (isThere(found)) return found;
  if (found === "absent")
    return refuse("42703", message, { class: "column", name: column, on: key });
  needColumn(draft, key, table, column);
  const learnt = assumedColumn(table.columns, column);
  updateTable(draft, key, (now) => ({ ...now, columns: withLearnt(now.columns, learnt) }));
  return learnt;
}

/** Where it may have gone and come back nobody knows the place it has among the others. */
const withLearnt = (columns: Names<Column>, learnt: Column): Names<Column> => {
  const known = put(columns, learnt.name, learnt);
  return columns.doubted?.has(learnt.name) ? { ...known, complete: false } : known;
};

/**
 * A doubt, but not once more when the same statement makes the relation anew: what it needed of its columns in the
 * first run it has in the second.
 */
export function needColumn(draft: Draft, key: string, relation: Relation, column: string): void {
  const { origin } = relation;
  const since = origin === "assumed" ? origin : `${origin.migration}/${origin.statement}`;
  const question = `column ${key}.${column} since ${since}`;
  if (origin !== "assumed" && draft.catalog.assumed.get(question)) return;
  const assumed = draft.catalog.assumed.set(question, true);
  if (origin !== "assumed") draft.catalog = { ...draft.catalog, assumed };
  doubt(draft, `column "${column}" of relation "${relation.name}" was not created in view`);
}

/** 42703 in the words of ALTER. */
export const refuseMissingColumn = (relation: Relation, key: string, column: string): never =>
  refuse("42703", `column "${column}" of relation "${relation.name}" does not exist`, {
    class: "column",
    name: column,
    on: key,
  });

/** Changes the table as it is now in the draft; a table of PostgreSQL's own stays as it is. */
export function updateTable(draft: Draft, key: string, change: (table: Table) => Table): void {
  const now = draft.catalog.relations.known.get(key);
  if (now && isTable(now)) setRelation(draft, key, change(now));
}

export const isTable = (relation: Relation): relation is Table =>
  relation.kind === "table" ||
  relation.kind === "partitioned table" ||
  relation.kind === "foreign table";

/** A name as messages show it. */
export const written = (name: NameRef): string =>
  name.schema === undefined ? name.name : `${name.schema}.${name.name}`;

/** A composite type's pg_class entry is of class type. */
export const classOf = (kind: Relation["kind"]): ObjectClass =>
  kind === "partitioned table" || kind === "unknown"
    ? "table"
    : kind === "composite type"
      ? "type"
      : kind;

/** `select attname from pg_attribute where attnum < 0` */
export const systemColumns: ReadonlySet<string> = new Set([
  "tableoid",
  "cmax",
  "xmax",
  "cmin",
  "xmin",
  "ctid",
]);

export const nextPosition = (columns: Names<Column>): number =>
  columns.known.reduce((highest, column) => Math.max(highest, column.position), 0) + 1;

/** A column of which nothing is known but that it is there. */
export const assumedColumn = (columns: Names<Column>, name: string): Column => ({
  name,
  type: "unknown",
  position: nextPosition(columns),
  notNull: "unknown",
  assumed: true,
});

function learn(draft: Draft, key: string, wanted: Wanted): Relation {
  const relation = placeholder(key, wanted.kinds[0]);
  setRelation(draft, key, relation);
  return relation;
}

/** A relation of which nothing is known but that it is there. */
export function placeholder(key: string, kind: Relation["kind"]): Relation {
  const dot = key.indexOf(".");
  const base = { schema: key.slice(0, dot), name: key.slice(dot + 1), origin: "assumed" as const };
  const children = {
    columns: emptyNames<never>(false),
    triggers: emptyNames<never>(false),
    rules: emptyNames<never>(false),
    options: PersistentMap<string, string>(),
  };
  switch (kind) {
    case "table":
    case "partitioned table":
    case "foreign table":
      return {
        ...base,
        ...children,
        kind,
        persistence: "permanent",
        constraints: emptyNames(false),
        policies: emptyNames(false),
        parents: [],
        rowSecurity: "unknown",
        forceRowSecurity: "unknown",
        rows: { known: List(), complete: false },
      };
    case "view":
    case "materialized view":
      return { ...base, ...children, kind, reads: [], definition: "unknown" };
    case "sequence":
      return { ...base, kind, definition: "unknown" };
    case "composite type":
      return { ...base, kind, columns: emptyNames(false) };
    case "index":
      return { ...base, kind: "unknown", part: true };
    case "unknown":
      return { ...base, kind: "unknown" };
    default:
      return kind satisfies never;
  }
}
