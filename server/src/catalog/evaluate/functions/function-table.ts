import type { CallExpr } from "../../../effects/expression.ts";
import type { Env } from "../env.ts";
import { unknown, type Value } from "../value.ts";

export type FunctionTable = Readonly<
  Record<string, (args: readonly Value[], env: Env, call: CallExpr) => Value>
>;

/** A function that gives NULL for a NULL argument, of texts that are known. */
export const ofTexts =
  (compute: (...texts: string[]) => Value) =>
  (args: readonly Value[]): Value => {
    if (args.includes(null)) return null;
    const texts = args.filter((arg) => typeof arg === "string");
    return texts.length === args.length ? compute(...texts) : unknown;
  };
