import type { SelectQuery } from "../../effects/expression.ts";
import { type Bound, bind, type Env, failed, type Presence, type Rows } from "./env.ts";
import { evaluateExpr } from "./evaluate-expr.ts";
import { noRowsKnown, projectRow, where } from "./query-rows.ts";
import { type ErrorValue, isError, isKnown, type Value } from "./value.ts";

/** GROUP BY and aggregates: a row for each group; without GROUP BY one in any case. */
export function groupRows(env: Env, query: SelectQuery, rows: readonly Bound[]): Rows | ErrorValue {
  const groups =
    query.groupBy.length === 0
      ? [{ rows, presence: "certain" as const }]
      : grouped(env, query, rows);
  if (groups === undefined) return noRowsKnown(namesOf(query));
  if (failed(groups)) return groups;
  const out: Rows["rows"][number][] = [];
  for (const group of groups) {
    const inner = bind(env, group.rows[0]?.bindings ?? [], group.rows);
    const presence = where(inner, group.presence, query.having);
    if (presence === undefined) continue;
    if (typeof presence === "object") return presence;
    const row = projectRow(inner, query);
    if (failed(row)) return row;
    out.push({ values: row.values, presence });
  }
  return { columns: namesOf(query), rows: out };
}

const namesOf = (query: SelectQuery): readonly string[] => query.items.map((item) => item.name);

interface Group {
  readonly rows: readonly Bound[];
  readonly presence: Presence;
}

/** Undefined where it is not known which rows belong together. */
function grouped(
  env: Env,
  query: SelectQuery,
  rows: readonly Bound[],
): readonly Group[] | ErrorValue | undefined {
  const groups = new Map<string, Bound[]>();
  for (const row of rows) {
    const inner = bind(env, row.bindings);
    const keys: Value[] = [];
    for (const expr of query.groupBy) {
      const named =
        expr.kind === "constant" && typeof expr.value === "number"
          ? query.items[expr.value - 1]?.value
          : undefined;
      const value = evaluateExpr(inner, named && named !== "star" ? named : expr);
      if (isError(value)) return value;
      if (!isKnown(value)) return undefined;
      keys.push(value);
    }
    if (row.presence === "many") return undefined;
    const key = JSON.stringify(keys);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].map((of) => ({
    rows: of,
    presence: of.some((row) => row.presence === "certain") ? "certain" : "maybe",
  }));
}
