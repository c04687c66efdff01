import { equal, ordering } from "../compare.ts";
import { isKnown, perhapsNull, unknown, type Value } from "../value.ts";
import type { FunctionTable } from "./function-table.ts";

const extreme =
  (sign: number) =>
  (args: readonly Value[]): Value => {
    let best: Value = null;
    for (const arg of args) {
      if (!isKnown(arg)) return unknown;
      if (arg === null) continue;
      const order = best === null ? sign : ordering(arg, best);
      if (order === undefined) return unknown;
      if (order * sign > 0) best = arg;
    }
    return best;
  };

export const conditionalFunctions: FunctionTable = {
  nullif: ([value = null, other = null]) => {
    if (value === null || other === null) return value;
    const same = equal(value, other);
    return same === true ? null : same === false ? value : perhapsNull;
  },
  greatest: extreme(1),
  least: extreme(-1),
  num_nulls: (args) => (args.every(isKnown) ? args.filter((arg) => arg === null).length : unknown),
  num_nonnulls: (args) =>
    args.every(isKnown) ? args.filter((arg) => arg !== null).length : unknown,
};
