import { type ByName, byName } from "./by-name.ts";
import { functions } from "./generated/functions.ts";
import { type Volatility, volatility } from "./types.ts";

/** One row of pg_proc that PostgreSQL or one of its extensions brings. */
export interface BuiltinFunction {
  readonly kind: "function" | "procedure" | "aggregate" | "window";
  readonly volatility: Volatility;
  readonly set: boolean;
  /** Types as pg_type calls them: `_int4` for int4[]. */
  readonly arguments: readonly string[];
  readonly returns: string;
  readonly defaults: number;
  /** The last argument may be repeated (its elements), or be of any types. */
  readonly variadic: boolean;
}

/** The functions of pg_catalog with this name; empty when there is none. */
export const builtinFunctions = (name: string): readonly BuiltinFunction[] => all().get(name) ?? [];

/** Reads `name kind+volatility+s?(arguments)result+defaults*`; each name's overloads when first asked for. */
export const readFunctions = (text: string): ByName<BuiltinFunction> => byName(text, overload);

function overload(text: string): BuiltinFunction {
  const [, kind = "", letter = "", set, args = "", returns = "", defaults, variadic] =
    /^(.)(.)(s?)\((.*)\)([^+*]*)(?:\+(\d+))?(\*?)$/.exec(text) ?? [];
  return {
    kind: kinds[kind] ?? "function",
    volatility: volatility(letter),
    set: set === "s",
    arguments: args === "" ? [] : args.split(","),
    returns,
    defaults: Number(defaults ?? 0),
    variadic: variadic === "*",
  };
}

const kinds: Readonly<Record<string, BuiltinFunction["kind"]>> = {
  f: "function",
  p: "procedure",
  a: "aggregate",
  w: "window",
};

let cached: ByName<BuiltinFunction> | undefined;
const all = (): ByName<BuiltinFunction> => {
  cached ??= readFunctions(functions);
  return cached;
};
