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
export const builtinFunctions = (name: string): readonly BuiltinFunction[] => all()(name);

/** Reads `name kind+volatility+s?(arguments)result+defaults*`; each name's overloads when first asked for. */
export function readFunctions(text: string): (name: string) => readonly BuiltinFunction[] {
  const lines = new Map<string, string>();
  for (const line of text === "" ? [] : text.split("\n")) {
    const blank = line.indexOf(" ");
    lines.set(line.slice(0, blank), line.slice(blank + 1));
  }
  const read = new Map<string, readonly BuiltinFunction[]>();
  const readOne = (name: string): readonly BuiltinFunction[] => {
    const known = read.get(name);
    if (known) return known;
    const overloads = (lines.get(name)?.split(" ") ?? []).flatMap(overload);
    read.set(name, overloads);
    return overloads;
  };
  return readOne;
}

/** All names of one text of functions. */
export const functionNames = (text: string): readonly string[] =>
  text === "" ? [] : text.split("\n").map((line) => line.slice(0, line.indexOf(" ")));

function overload(text: string): readonly BuiltinFunction[] {
  const [, kind = "", letter = "", set, args = "", returns = "", defaults, variadic] =
    /^(.)(.)(s?)\((.*)\)([^+*]*)(?:\+(\d+))?(\*?)$/.exec(text) ?? [];
  return [
    {
      kind: kinds[kind] ?? "function",
      volatility: volatility(letter),
      set: set === "s",
      arguments: args === "" ? [] : args.split(","),
      returns,
      defaults: Number(defaults ?? 0),
      variadic: variadic === "*",
    },
  ];
}

const kinds: Readonly<Record<string, BuiltinFunction["kind"]>> = {
  f: "function",
  p: "procedure",
  a: "aggregate",
  w: "window",
};

let cached: ((name: string) => readonly BuiltinFunction[]) | undefined;
const all = (): ((name: string) => readonly BuiltinFunction[]) => {
  cached ??= readFunctions(functions);
  return cached;
};
