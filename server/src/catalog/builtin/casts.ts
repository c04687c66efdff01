import { casts } from "./generated/casts.ts";
import { type Volatility, volatility } from "./types.ts";

/** One row of pg_cast. */
export interface BuiltinCast {
  readonly source: string;
  readonly target: string;
  readonly context: "implicit" | "assignment" | "explicit";
  readonly method: "function" | "binary" | "inout";
  readonly volatility: Volatility;
}

export const builtinCast = (source: string, target: string): BuiltinCast | undefined => {
  cached ??= new Map(readCasts(casts).map((cast) => [`${cast.source} ${cast.target}`, cast]));
  return cached.get(`${source} ${target}`);
};
let cached: ReadonlyMap<string, BuiltinCast> | undefined;

/** Reads `source target context+method+volatility`. */
export const readCasts = (text: string): readonly BuiltinCast[] =>
  (text === "" ? [] : text.split("\n")).map((line) => {
    const [source = "", target = "", [context, method, letter = ""] = ""] = line.split(" ");
    return {
      source,
      target,
      context: context === "i" ? "implicit" : context === "a" ? "assignment" : "explicit",
      method: method === "f" ? "function" : method === "b" ? "binary" : "inout",
      volatility: volatility(letter),
    };
  });
