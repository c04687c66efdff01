import { asNumber } from "../compare.ts";
import { unknown, type Value } from "../value.ts";
import type { FunctionTable } from "./function-table.ts";

const ofNumber =
  (compute: (number: number) => number) =>
  (args: readonly Value[]): Value => {
    const [value = null] = args;
    if (value === null) return null;
    const number = asNumber(value);
    return number === undefined || args.length > 1 ? unknown : compute(number);
  };

export const numberFunctions: FunctionTable = {
  abs: ofNumber(Math.abs),
  ceil: ofNumber(Math.ceil),
  ceiling: ofNumber(Math.ceil),
  floor: ofNumber(Math.floor),
  sign: ofNumber(Math.sign),
  mod: ([a = null, b = null]) => {
    if (a === null || b === null) return null;
    const [one, other] = [asNumber(a), asNumber(b)];
    return one === undefined || !other ? unknown : one % other;
  },
};
