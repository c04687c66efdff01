import type { Expr, FromItem } from "../../effects/expression.ts";
import { type Binding, type Bound, bind, both, type Env, failed, nothingKnown } from "./env.ts";
import { type Leaf, leafOf } from "./leaf.ts";
import { outerJoin } from "./outer-join.ts";
import { where } from "./query-rows.ts";
import type { ErrorValue } from "./value.ts";
import { conjuncts, type Named, rangesRead, type Wanted, wantedOf } from "./wanted.ts";

/** Something that gives rows: one range, or an outer join with all its ranges. */
export interface Source {
  readonly ranges: readonly Named[];
  /** It may read what stands before it (LATERAL, functions). */
  readonly lateral: boolean;
  /** `env` binds what stands before it; `wanted`: for each of its ranges. */
  readonly rows: (env: Env, wanted: (index: number) => Wanted) => readonly Bound[] | ErrorValue;
}

/** More combinations than this are not looked at one by one. */
const most = 20_000;

/** The rows of FROM that satisfy WHERE. */
export function join(
  env: Env,
  items: readonly FromItem[],
  condition: Expr | undefined,
): readonly Bound[] | ErrorValue {
  const sources: Source[] = [];
  const conditions = [...conjuncts(condition)];
  for (const item of items) {
    const failure = flatten(env, item, sources, conditions);
    if (failure) return failure;
  }
  return joinSources(env, sources, conditions);
}

/** Inner joins come apart: their conditions are as good as WHERE's. */
function flatten(
  env: Env,
  item: FromItem,
  sources: Source[],
  conditions: Expr[],
): ErrorValue | undefined {
  if (item.kind !== "join") {
    const leaf = leafOf(env, item);
    if (failed(leaf)) return leaf;
    sources.push(single(leaf));
    return undefined;
  }
  if (
    (item.type === "inner" || item.type === "cross") &&
    !item.natural &&
    item.alias === undefined
  ) {
    const first = sources.length;
    const failure = flatten(env, item.left, sources, conditions);
    if (failure) return failure;
    const middle = sources.length;
    const other = flatten(env, item.right, sources, conditions);
    if (other) return other;
    if (item.on) conditions.push(...conjuncts(item.on));
    for (const column of item.using ?? [])
      conditions.push(same(column, sources.slice(first, middle), sources.slice(middle)));
    return undefined;
  }
  const joined = outerJoin(env, item);
  if (failed(joined)) return joined;
  sources.push(joined);
  return undefined;
}

export const single = (leaf: Leaf): Source => ({
  ranges: [leaf],
  lateral: leaf.lateral,
  rows: (env, wanted) => {
    const rows = leaf.rows(env, wanted(0));
    if (failed(rows)) return rows;
    return rows.map(({ values, presence }) => ({
      bindings: [bindingOf(leaf, values)],
      presence,
    }));
  },
});

const bindingOf = (leaf: Leaf, values: Binding["values"]): Binding => ({
  alias: leaf.alias,
  ...(leaf.schema === undefined ? {} : { schema: leaf.schema }),
  has: leaf.has,
  columns: leaf.columns,
  values,
});

/** USING (column) */
export function same(column: string, left: readonly Source[], right: readonly Source[]): Expr {
  const aliasIn = (sources: readonly Source[]): string | undefined =>
    sources.flatMap(({ ranges }) => ranges).find((range) => range.has(column) !== false)?.alias;
  const ref = (sources: readonly Source[]): Expr => {
    const alias = aliasIn(sources);
    return { kind: "column", ...(alias === undefined ? {} : { qualifier: alias }), name: column };
  };
  return { kind: "operator", name: "=", left: ref(left), right: ref(right) };
}

function joinSources(
  env: Env,
  sources: readonly Source[],
  written: readonly Expr[],
): readonly Bound[] | ErrorValue {
  const ranges = sources.flatMap((source) => source.ranges);
  const conditions = written.map((expr) => ({ expr, reads: rangesRead(expr, ranges) }));
  const places = placed(sources);
  let current: readonly Bound[] = [{ bindings: [], presence: "certain" }];
  const bound = new Set<number>();
  const done = new Set<Expr>();
  for (const { source, first } of inGoodOrder(env, places, ranges, conditions)) {
    const next: Bound[] = [];
    const before = new Set(bound);
    for (let index = 0; index < source.ranges.length; index++) bound.add(first + index);
    const ready = conditions.filter(
      ({ expr, reads }) =>
        !done.has(expr) &&
        (reads === "all"
          ? bound.size === ranges.length
          : [...reads].every((one) => bound.has(one))),
    );
    for (const { expr } of ready) done.add(expr);
    for (const row of current) {
      const given = source.lateral ? bind(env, row.bindings) : env;
      const rows = source.rows(given, (index) =>
        wantedOf(env, conditions, ranges, first + index, before, row.bindings),
      );
      if (failed(rows)) return rows;
      for (const one of rows) {
        const combined = [...row.bindings, ...one.bindings];
        const presence = narrowed(env, combined, both(row.presence, one.presence), ready);
        if (typeof presence === "object") return presence;
        if (presence) next.push({ bindings: combined, presence });
        if (next.length > most) return [unseen(next[0]?.bindings ?? [])];
      }
    }
    current = next;
  }
  if (sources.length === 0) return constantCondition(env, current, written);
  return asWritten(current, ranges);
}

/** `*` shows the columns in the order of FROM, whatever was joined first. */
function asWritten(rows: readonly Bound[], ranges: readonly Named[]): readonly Bound[] {
  const place = new Map(ranges.map((range, index) => [range.alias, index]));
  if (place.size < 2) return rows;
  const of = (binding: Binding): number => place.get(binding.alias) ?? 0;
  return rows.map((row) => ({
    ...row,
    bindings: [...row.bindings].sort((a, b) => of(a) - of(b)),
  }));
}

function narrowed(
  env: Env,
  bindings: readonly Binding[],
  start: Bound["presence"],
  conditions: readonly { readonly expr: Expr }[],
): Bound["presence"] | ErrorValue | undefined {
  if (conditions.length === 0) return start;
  const inner = bind(env, bindings);
  let presence: Bound["presence"] | ErrorValue | undefined = start;
  for (const { expr } of conditions) {
    presence = where(inner, presence, expr);
    if (presence === undefined || typeof presence === "object") return presence;
  }
  return presence;
}

/** SELECT … WHERE … without FROM. */
function constantCondition(
  env: Env,
  rows: readonly Bound[],
  conditions: readonly Expr[],
): readonly Bound[] | ErrorValue {
  const presence = narrowed(
    env,
    [],
    "certain",
    conditions.map((expr) => ({ expr })),
  );
  if (typeof presence === "object") return presence;
  return presence ? rows.map((row) => ({ ...row, presence })) : [];
}

/** Too many to look at: rows of the same shape, of which nothing is known. */
const unseen = (sample: readonly Binding[]): Bound => ({
  bindings: sample.map((binding) => ({ ...binding, values: nothingKnown })),
  presence: "many",
});

interface Placed {
  readonly source: Source;
  /** Index of its first range. */
  readonly first: number;
}

function placed(sources: readonly Source[]): readonly Placed[] {
  let first = 0;
  return sources.map((source) => {
    const place = { source, first };
    first += source.ranges.length;
    return place;
  });
}

/** Those first of which a constant condition picks few rows; what reads the ones before it stays behind them. */
function inGoodOrder(
  env: Env,
  places: readonly Placed[],
  ranges: readonly Named[],
  conditions: Parameters<typeof wantedOf>[1],
): readonly Placed[] {
  if (places.length < 2) return places;
  const weight = ({ source, first }: Placed): number => {
    if (source.lateral) return 0;
    return source.ranges.reduce(
      (sum, _, index) => sum + wantedOf(env, conditions, ranges, first + index, new Set(), []).size,
      0,
    );
  };
  const plain = places.filter(({ source }) => !source.lateral);
  const lateral = places.filter(({ source }) => source.lateral);
  return [...plain.map((place) => ({ place, by: weight(place) }))]
    .sort((a, b) => b.by - a.by)
    .map(({ place }) => place)
    .concat(lateral);
}
