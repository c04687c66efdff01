import type { Column } from "../../catalog/catalog.ts";
import type { Failure } from "../../catalog/outcome.ts";
import { insertClause } from "../../effects/clauses/insert-clause.ts";
import { identifier, literal } from "../../sql/names.ts";
import { insertAt, replace } from "../../text/edits.ts";
import { spanText } from "../../text/span.ts";
import type { Proposal, Scene } from "../rule.ts";
import { tableKey } from "./insert-conflict.ts";

/** INSERT without values where there must be some: they are written, to be looked at. */
export const missingValues = (scene: Scene, failure: Failure): readonly Proposal[] =>
  failure.sqlstate === "23502" ? [...leftOut(scene), ...insteadOfNull(scene, failure)] : [];

function leftOut(scene: Scene): readonly Proposal[] {
  const clause = insertClause(scene.surface);
  const key = clause && tableKey(scene.before, clause);
  const table = key === undefined ? undefined : scene.before.relations.known.get(key);
  const last = clause?.columns?.at(-1);
  if (!clause?.columns || !last || clause.source !== "values" || !table || !("rows" in table))
    return [];
  const given = new Set(clause.columns.map((one) => one.name));
  const left = [...table.columns.known.values()].filter(
    (one) =>
      one.notNull === true &&
      !one.default &&
      !one.identity &&
      !one.generated &&
      !given.has(one.name),
  );
  const values = left.map((one) => valueOf(one.type));
  const ends = clause.rows.map((row) => row.at(-1)?.end);
  if (left.length === 0 || values.includes(undefined) || ends.includes(undefined)) return [];
  const names = left.map((one) => identifier(one.name)).join(", ");
  return [
    {
      title: `add ${names} (${values.join(", ")}: put the right value there)`,
      grade: "sketch",
      edits: [
        insertAt(last.span.end, `, ${names}`),
        ...ends.map((end) => insertAt(end ?? 0, `, ${values.join(", ")}`)),
      ],
      mends: "first run",
    },
  ];
}

/** NULL is written where a value must be. */
function insteadOfNull(scene: Scene, { subject }: Failure): readonly Proposal[] {
  const name = subject?.class === "column" ? subject.name : undefined;
  const clause = insertClause(scene.surface);
  const key = clause && tableKey(scene.before, clause);
  const table = key === undefined ? undefined : scene.before.relations.known.get(key);
  if (!clause || name === undefined || !table || !("rows" in table)) return [];
  const column = table.columns.known.get(name);
  const at = clause.columns?.findIndex((one) => one.name === name) ?? -1;
  const value = column && valueOf(column.type);
  const nulls = clause.rows
    .flatMap((row) => row[at] ?? [])
    .filter((span) => spanText(scene.surface.text, span).toLowerCase() === "null");
  if (value === undefined || nulls.length === 0) return [];
  return [
    {
      title: `put ${value} in the place of NULL: look at the value`,
      grade: "sketch",
      edits: nulls.map((span) => replace(span, value)),
      mends: "first run",
    },
  ];
}

/** Something that the type takes; undefined where there is nothing obvious. */
export function valueOf(type: Column["type"]): string | undefined {
  if (type === "unknown" || type.schema !== "pg_catalog") return undefined;
  if (type.dimensions > 0) return literal("{}");
  return plain[type.name];
}

const plain: Readonly<Record<string, string>> = {
  text: "''",
  varchar: "''",
  bpchar: "''",
  int2: "0",
  int4: "0",
  int8: "0",
  numeric: "0",
  float4: "0",
  float8: "0",
  bool: "false",
  json: "'{}'",
  jsonb: "'{}'",
  timestamp: "now()",
  timestamptz: "now()",
  date: "current_date",
  uuid: "gen_random_uuid()",
};
