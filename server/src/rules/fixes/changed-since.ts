import type { Column, Relation, TypeName } from "../../catalog/catalog.ts";
import { find, type Names } from "../../catalog/names.ts";
import { type SqlTag, sqlLike } from "../../effects/clauses/letter-case.ts";
import { nameAt, ownName, type WrittenName } from "../../effects/clauses/name.ts";
import { written } from "../../effects/clauses/written.ts";
import { identifier, literal } from "../../sql/names.ts";
import type { Scene } from "../rule.ts";
import type { Condition } from "./condition.ts";
import { type Fact, namedRelation } from "./fact.ts";
import { columnLookUp, resolves } from "./look-ups.ts";
import { madeSince } from "./made-since.ts";
import { asking, type Remedy } from "./remedy.ts";
import { tablesOf } from "./tables-of.ts";

/**
 * Where no name that the statement makes or needs tells whether it ran: what else the file changed in the tables that
 * it speaks of. Best first.
 */
export function changedSince(scene: Scene): readonly Remedy[] {
  const names = tablesOf(scene);
  const named = columnsIn(scene);
  // What the statement ended itself, then what it cannot do without: it stands and falls with its columns.
  const rank = ({ own, column }: Fact): number =>
    own ? 0 : column !== undefined && named.has(column) ? 1 : 2;
  const best = names
    .flatMap((name) => factsOf(scene, name))
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, mostFacts);
  return [...best, ...madeSince(scene, names)].map((fact) => ({
    ...asking(`run it only while ${fact.words} (DO block)`, fact.condition),
    grade: "review",
  }));
}

/** Each is tried by running the file twice; more would cost more than they bring. */
const mostFacts = 4;

/** Whatever the statement's text names may be a column. */
function columnsIn({ surface }: Scene): ReadonlySet<string> {
  const on = written(surface);
  return new Set(on.tokens.flatMap((_, index) => nameAt(on, index)?.parts.at(-1) ?? []));
}

function factsOf(scene: Scene, name: WrittenName): readonly Fact[] {
  const sql = sqlLike(scene.surface);
  const [before, after, again] = [scene.before, scene.after, scene.again].map((catalog) =>
    namedRelation(catalog, name),
  );
  if (!before) return [];
  if (!again)
    return [
      {
        condition: resolves(sql, "there", "to_regclass", name.text),
        words: `${name.text} is there`,
        own: !after,
      },
    ];
  return [
    ...columnFacts(sql, name, columnsOf(before), columnsOf(again), columnsOf(after)),
    ...keyFacts(name, before, again, after),
  ];
}

/** A key of the same name over other columns. */
function keyFacts(
  table: WrittenName,
  before: Relation,
  again: Relation,
  after: Relation | undefined,
): readonly Fact[] {
  const facts: Fact[] = [];
  for (const [name, was] of keysOf(before)) {
    const now = keysOf(again).get(name);
    const added = now?.find((column) => !was.includes(column));
    const gone = now && was.find((column) => !now.includes(column));
    const column = added ?? gone;
    if (column === undefined) continue;
    const then = after && keysOf(after).get(name);
    facts.push({
      condition: {
        kind: "look-up",
        wanted: added === undefined ? "there" : "absent",
        from: "information_schema.key_column_usage",
        where: [
          ...inInformationSchema(table),
          `constraint_name = ${literal(name)}`,
          `column_name = ${literal(column)}`,
        ],
      },
      words: `${name} ${added === undefined ? "has" : "lacks"} the column ${column}`,
      own: then?.includes(column) === (added !== undefined),
    });
  }
  return facts;
}

function keysOf(relation: Relation): ReadonlyMap<string, readonly string[]> {
  const constraints = "constraints" in relation ? [...relation.constraints.known.values()] : [];
  return new Map(
    constraints
      .filter(({ type }) => type === "primary key" || type === "unique" || type === "foreign key")
      .map(({ name, columns }) => [name, columns]),
  );
}

const columnsOf = (one: Relation | undefined): Names<Column> | undefined =>
  one && "columns" in one && "known" in one.columns ? one.columns : undefined;

function columnFacts(
  sql: SqlTag,
  table: WrittenName,
  before: Names<Column> | undefined,
  again: Names<Column> | undefined,
  after: Names<Column> | undefined,
): readonly Fact[] {
  if (!before || !again) return [];
  const facts: Fact[] = [];
  for (const [column, was] of before.known) {
    const now = find(again, column);
    const then = after ? find(after, column) : "absent";
    if (now === "absent") {
      const condition = columnLookUp(sql, "there", table.text, column);
      facts.push({
        condition,
        words: `column ${column} of ${table.text} is there`,
        column,
        own: then === "absent",
      });
    } else if (now !== "unknown" && isOtherType(was.type, now.type) && was.type !== "unknown") {
      const type = typeText(was.type);
      const condition = columnLookUp(
        sql,
        "there",
        table.text,
        column,
        `atttypid = ${regtype(was.type, type)}`,
      );
      const own = then === "absent" || (then !== "unknown" && isOtherType(was.type, then.type));
      facts.push({ condition, words: `column ${column} of ${table.text} is ${type}`, column, own });
    } else {
      const length = lengthCondition(table, was, now, column);
      if (length)
        facts.push({
          condition: length,
          words: `column ${column} of ${table.text} is as short as it was`,
          column,
          own: false,
        });
    }
  }
  for (const column of again.known.keys()) {
    if (find(before, column) !== "absent") continue;
    const condition = columnLookUp(sql, "absent", table.text, column);
    const own = after?.known.has(column) ?? false;
    facts.push({ condition, words: `column ${column} of ${table.text} is not there`, column, own });
  }
  return facts;
}

/** varchar(100) that became varchar(512). */
function lengthCondition(
  table: WrittenName,
  was: Column,
  now: Column | "unknown",
  column: string,
): Condition | undefined {
  if (now === "unknown" || was.type === "unknown" || now.type === "unknown") return undefined;
  const { name, modifiers, dimensions } = was.type;
  const isText = (name === "varchar" || name === "bpchar") && dimensions === 0;
  if (!isText || modifiers === undefined || modifiers === now.type.modifiers) return undefined;
  if (!/^\d+$/.test(modifiers)) return undefined;
  return {
    kind: "look-up",
    wanted: "there",
    from: "information_schema.columns",
    where: [
      ...inInformationSchema(table),
      `column_name = ${literal(column)}`,
      `character_maximum_length = ${modifiers}`,
    ],
  };
}

const inInformationSchema = (table: WrittenName): readonly string[] => [
  `table_schema = ${table.parts.length > 1 ? literal(table.parts[0] ?? "") : "current_schema()"}`,
  `table_name = ${literal(ownName(table))}`,
];

const isOtherType = (one: Column["type"], other: Column["type"]): boolean =>
  one !== "unknown" &&
  other !== "unknown" &&
  (one.schema !== other.schema || one.name !== other.name || one.dimensions !== other.dimensions);

/** The file may drop a type of its own: NULL then, where a cast would fail. */
const regtype = ({ schema }: TypeName, text: string): string =>
  schema === "pg_catalog" ? `${literal(text)}::regtype` : `to_regtype(${literal(text)})`;

/** As regtype reads it. */
function typeText(type: TypeName): string {
  const name =
    type.schema === "pg_catalog"
      ? identifier(type.name)
      : `${identifier(type.schema)}.${identifier(type.name)}`;
  return name + "[]".repeat(type.dimensions > 0 ? 1 : 0);
}
