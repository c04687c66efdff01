import { quoteIdent, quoteLiteral } from "../../../sql/names.ts";
import type { Env } from "../env.ts";
import { regText } from "../regs.ts";
import { textOf } from "../text.ts";
import { errorValue, isArray, isOid, unknown, type Value } from "../value.ts";
import type { FunctionTable } from "./function-table.ts";

export const formatFunctions: FunctionTable = {
  format: (args, env, call) => format(env, call.variadic ? spread(args) : args),
  quote_ident: ([value = null]) =>
    value === null ? null : typeof value === "string" ? quoteIdent(value) : unknown,
  quote_literal: ([value = null]) => quoted(value, null),
  quote_nullable: ([value = null]) => quoted(value, "NULL"),
};

const quoted = (value: Value, ofNull: string | null): Value => {
  if (value === null) return ofNull;
  const text = textOf(value);
  return typeof text === "string" ? quoteLiteral(text) : unknown;
};

/** VARIADIC array: its elements are the arguments. */
const spread = (args: readonly Value[]): readonly Value[] => {
  const last = args.at(-1);
  return last !== undefined && isArray(last) ? [...args.slice(0, -1), ...last] : [unknown];
};

/** %s %I %L %%, with positions (%1$I) and widths as PostgreSQL has them; of widths only plain ones. */
function format(env: Env, [pattern = null, ...args]: readonly Value[]): Value {
  if (pattern === null) return null;
  if (typeof pattern !== "string") return unknown;
  let next = 0;
  let failure: Value | undefined;
  const text = pattern.replace(/%(?:(\d+)\$)?(-?\d+)?([sIL%])?/g, (all, place, width, kind) => {
    if (all === "%%") return "%";
    if (kind === undefined || kind === "%") {
      failure ??= errorValue("22023", "unrecognized format() type specifier");
      return all;
    }
    if (place !== undefined) next = Number(place) - 1;
    const arg = args[next++];
    if (arg === undefined) {
      failure ??= errorValue("22023", "too few arguments for format()");
      return all;
    }
    const shown = argument(env, kind, arg);
    if (typeof shown !== "string") {
      failure ??= shown;
      return all;
    }
    if (width === undefined) return shown;
    const size = Math.abs(Number(width));
    return Number(width) < 0 ? shown.padEnd(size) : shown.padStart(size);
  });
  return failure ?? text;
}

function argument(env: Env, kind: string, arg: Value): Value {
  if (arg === null) {
    if (kind === "I")
      return errorValue("22004", "null values cannot be formatted as an SQL identifier");
    return kind === "L" ? "NULL" : "";
  }
  const text = isOid(arg)
    ? regText(env.catalog, arg)
    : arg === true
      ? "t"
      : arg === false
        ? "f"
        : textOf(arg);
  if (typeof text !== "string") return unknown;
  return kind === "I" ? quoteIdent(text) : kind === "L" ? quoteLiteral(text) : text;
}
