import { type Catalog, type Relation, relationKey } from "../catalog/catalog.ts";
import { forget, remove } from "../catalog/names.ts";
import { committed } from "../catalog/objects/uncommitted.ts";
import type { Failure, Step } from "../catalog/outcome.ts";
import { isTable } from "../catalog/relations/require.ts";
import type { Effect } from "../effects/effect.ts";
import { execute, type Machine } from "../plpgsql/execute.ts";
import { type Change, changesOf } from "./changes.ts";
import { granted, type Missing } from "./missing.ts";

/**
 * One statement of a first run. Where the world is closed, what nobody made is told of and then taken as given: one
 * missing table is one failure, not one for each statement that uses it. What only the environment can have is no
 * failure at all.
 */
export function granting(
  machine: Machine,
  before: Catalog,
  effects: readonly Effect[],
  origin: { readonly migration: number; readonly statement: number },
): Step & { readonly missing?: readonly Missing[] } {
  let step = execute(machine, before, effects, origin);
  if (step.outcome.kind === "fails" && step.outcome.sqlstate === usedTooEarly) {
    const after = granting(machine, committed(before), effects, origin);
    return { ...after, outcome: step.outcome };
  }
  if (step.outcome.kind !== "fails" || !before.closed) return step;
  const without = withoutGranted(before, step.outcome);
  if (without) return granting(machine, without, effects, origin);
  let catalog = before;
  const missing: Missing[] = [];
  for (let round = 0; round < mostRounds && step.outcome.kind === "fails"; round++) {
    const more = granted(catalog, step.outcome);
    if (!more) break;
    missing.push(more.missing);
    catalog = more.catalog;
    step = execute(machine, catalog, effects, origin);
  }
  const told = missing.find((one) => one.from === "history")?.failure;
  if (step.outcome.kind === "fails")
    return { outcome: told ?? step.outcome, catalog: doubted(catalog, effects), missing };
  return { ...step, outcome: told ?? step.outcome, missing };
}

/** A relation that an earlier statement missed and was given is made only now: that was told where it was missed. */
function withoutGranted(catalog: Catalog, { sqlstate, subject }: Failure): Catalog | undefined {
  if (sqlstate !== "42P07" || !subject) return undefined;
  const key = relationKey(
    subject.schema ?? catalog.session.searchPath[0] ?? "public",
    subject.name,
  );
  const found = catalog.relations.known.get(key);
  if (found?.origin !== "assumed" || found.extension !== undefined) return undefined;
  return { ...catalog, relations: remove(catalog.relations, key) };
}

const mostRounds = 50;

/** unsafe_new_enum_value_usage: told of once; the rest of the transaction is run as if the value were committed. */
const usedTooEarly = "55P04";

/** PostgreSQL stops here: what the statement was to make may be there in whatever comes after. */
function doubted(catalog: Catalog, effects: readonly Effect[]): Catalog {
  return effects.flatMap(changesOf).reduce(mayBeThere, catalog);
}

function mayBeThere(catalog: Catalog, change: Change): Catalog {
  if (change.what === "drops") return catalog;
  const name = change.to ?? change.name.name;
  const path = catalog.session.searchPath[0] ?? "public";
  const key = `${change.name.schema ?? path}.${name}`;
  switch (change.class) {
    case "relation":
      return catalog.relations.known.has(key)
        ? withOpenColumns(catalog, key)
        : { ...catalog, relations: forget(catalog.relations, key) };
    case "type":
      return catalog.types.known.has(key)
        ? catalog
        : { ...catalog, types: forget(catalog.types, key) };
    case "function":
      return { ...catalog, routines: forget(catalog.routines, `${key}(?)`) };
    case "column":
      return withOpenColumns(catalog, `${change.on?.schema ?? path}.${change.on?.name}`);
    default:
      return catalog;
  }
}

/** Another table of this name was to be made: which columns there are is not known. */
function withOpenColumns(catalog: Catalog, key: string): Catalog {
  const relation = catalog.relations.known.get(key);
  if (!relation || !isTable(relation)) return catalog;
  const opened: Relation = {
    ...relation,
    columns: { ...relation.columns, complete: false },
    constraints: { ...relation.constraints, complete: false },
  };
  const known = catalog.relations.known.set(key, opened);
  return { ...catalog, relations: { ...catalog.relations, known } };
}
