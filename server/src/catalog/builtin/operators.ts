import { type ByName, byName } from "./by-name.ts";
import { operators } from "./generated/operators.ts";
import { type Volatility, volatility } from "./types.ts";

/** One row of pg_operator; a side that a prefix operator lacks is "". */
export interface BuiltinOperator {
  readonly left: string;
  readonly right: string;
  readonly result: string;
  readonly volatility: Volatility;
}

/** The operators of pg_catalog with this name; empty when there is none. */
export const builtinOperators = (name: string): readonly BuiltinOperator[] => {
  cached ??= readOperators(operators);
  return cached.get(name) ?? [];
};
let cached: ByName<BuiltinOperator> | undefined;

/** Reads `name volatility(left,right)result …`. */
export const readOperators = (text: string): ByName<BuiltinOperator> =>
  byName(text, (form) => {
    const [, letter = "", left = "", right = "", result = ""] =
      /^(.)\((.*),(.*)\)(.*)$/.exec(form) ?? [];
    return { left, right, result, volatility: volatility(letter) };
  });
