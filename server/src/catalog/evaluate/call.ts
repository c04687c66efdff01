import type { CallExpr } from "../../effects/expression.ts";
import type { Env } from "./env.ts";
import { evaluateExpr } from "./evaluate-expr.ts";
import { arrayFunctions } from "./functions/arrays.ts";
import { catalogFunctions } from "./functions/catalog.ts";
import { conditionalFunctions } from "./functions/conditional.ts";
import { formatFunctions } from "./functions/format.ts";
import type { FunctionTable } from "./functions/function-table.ts";
import { momentFunctions } from "./functions/moments.ts";
import { numberFunctions } from "./functions/numbers.ts";
import { sessionFunctions } from "./functions/session.ts";
import { textFunctions } from "./functions/texts.ts";
import { findRoutines } from "./routine-names.ts";
import { freshValue, isError, unknown, type Value } from "./value.ts";

const builtin: FunctionTable = {
  ...arrayFunctions,
  ...catalogFunctions,
  ...conditionalFunctions,
  ...formatFunctions,
  ...momentFunctions,
  ...numberFunctions,
  ...sessionFunctions,
  ...textFunctions,
};

/** A function call: PostgreSQL's own by this table, others by the caller's hook. */
export function callFunction(env: Env, call: CallExpr): Value {
  if (call.over || call.star) return unknown;
  const args = call.args.map((arg) => evaluateExpr(env, arg));
  const error = args.find(isError);
  if (error) return error;
  if (call.schema === undefined || call.schema === "pg_catalog") {
    const known = Object.hasOwn(builtin, call.name) ? builtin[call.name] : undefined;
    if (known) return known(args, env, call);
  }
  const routines = findRoutines(env.catalog, call);
  if (routines === "builtin" || routines === "absent") return unknown;
  // uuid_generate_v4 and its kin: an extension's, in any schema.
  if (makesIds.has(call.name)) return freshValue();
  const value = env.scope.call?.(env.catalog, call, args);
  return value === undefined ? unknown : value;
}

const makesIds: ReadonlySet<string> = new Set([
  "uuid_generate_v1",
  "uuid_generate_v1mc",
  "uuid_generate_v4",
]);
