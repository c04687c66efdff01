import type { FromItem } from "../../effects/expression.ts";
import { type Binding, type Bound, bind, both, type Env, failed, nothingKnown } from "./env.ts";
import { evaluateExpr } from "./evaluate-expr.ts";
import { join, type Source, same, single } from "./join.ts";
import { leafOf } from "./leaf.ts";
import { type ErrorValue, isError, truth } from "./value.ts";
import { conjuncts, type Named, rangesRead, wantedOf } from "./wanted.ts";

type Join = Extract<FromItem, { kind: "join" }>;

/** LEFT and RIGHT JOIN; of a FULL JOIN only the ranges are known. */
export function outerJoin(env: Env, item: Join): Source | ErrorValue {
  const flipped = item.type === "right";
  const left = sourceOf(env, flipped ? item.right : item.left);
  if (failed(left)) return left;
  const right = sourceOf(env, flipped ? item.left : item.right);
  if (failed(right)) return right;
  const ranges = [...left.ranges, ...right.ranges];
  const shown = flipped ? [...right.ranges, ...left.ranges] : ranges;
  const lateral = left.lateral || right.lateral;
  if (item.type === "full" || item.natural || item.alias !== undefined)
    return {
      ranges: shown,
      lateral,
      rows: () => [{ bindings: shown.map(unseenBinding), presence: "many" }],
    };

  const on = [
    ...conjuncts(item.on),
    ...(item.using ?? []).map((column) => same(column, [left], [right])),
  ].map((expr) => ({ expr, reads: rangesRead(expr, ranges) }));
  const outerRanges = new Set(left.ranges.keys());

  return {
    ranges: shown,
    lateral,
    rows: (given, wanted) => {
      const rows = left.rows(given, (index) =>
        wanted(flipped ? right.ranges.length + index : index),
      );
      if (failed(rows)) return rows;
      const out: Bound[] = [];
      for (const row of rows) {
        const matches = right.rows(lateral ? bind(given, row.bindings) : given, (index) =>
          wantedOf(given, on, ranges, left.ranges.length + index, outerRanges, row.bindings),
        );
        if (failed(matches)) return matches;
        const joined = matched(given, row, matches, on);
        if (failed(joined)) return joined;
        out.push(...(joined.length > 0 ? joined : [withoutPartner(row, right)]));
      }
      return out;
    },
  };
}

function sourceOf(env: Env, item: FromItem): Source | ErrorValue {
  if (item.kind !== "join") {
    const leaf = leafOf(env, item);
    return failed(leaf) ? leaf : single(leaf);
  }
  if (item.type !== "inner" && item.type !== "cross") return outerJoin(env, item);
  // An inner join below an outer one is made once, without hints.
  const rows = join(env, [item], undefined);
  if (failed(rows)) return rows;
  const ranges = rows[0]?.bindings ?? namesBelow(item);
  return { ranges, lateral: false, rows: () => rows };
}

/** The ranges of a join that has no rows. */
function namesBelow(item: FromItem): readonly Named[] {
  if (item.kind === "join") return [...namesBelow(item.left), ...namesBelow(item.right)];
  return [{ alias: item.alias ?? "", has: () => "unknown" }];
}

const unseenBinding = (range: Named): Binding => ({
  alias: range.alias,
  has: range.has,
  columns: undefined,
  values: nothingKnown,
});

/** The rows of the right side that go with one of the left; none where it is certain that none does. */
function matched(
  env: Env,
  row: Bound,
  matches: readonly Bound[],
  on: readonly { readonly expr: Parameters<typeof evaluateExpr>[1] }[],
): readonly Bound[] | ErrorValue {
  const certain: Bound[] = [];
  const possible: Bound[] = [];
  for (const match of matches) {
    const bindings = [...row.bindings, ...match.bindings];
    const inner = bind(env, bindings);
    let holds: boolean | "unknown" = true;
    for (const { expr } of on) {
      const value = evaluateExpr(inner, expr);
      if (isError(value)) return value;
      const one = truth(value);
      if (one === false) holds = false;
      else if (one === "unknown" && holds) holds = "unknown";
      if (!holds) break;
    }
    if (!holds) continue;
    const sure = holds === true && match.presence === "certain";
    (sure ? certain : possible).push({
      bindings,
      presence: both(row.presence, sure ? "certain" : "many"),
    });
  }
  if (certain.length > 0 || possible.length === 0) return [...certain, ...possible];
  // One row at least there is, with or without a partner.
  const [first] = possible;
  const open = first?.bindings.map((binding, index) =>
    index < row.bindings.length ? binding : { ...binding, values: nothingKnown },
  );
  return [{ bindings: open ?? row.bindings, presence: row.presence }, ...possible];
}

/** NULL in place of a partner. */
const withoutPartner = (row: Bound, right: Source): Bound => ({
  ...row,
  bindings: [...row.bindings, ...right.ranges.map(nullBinding)],
});

const nullBinding = (range: Named): Binding => ({
  alias: range.alias,
  has: range.has,
  columns: undefined,
  values: nothingKnown,
  empty: true,
});
