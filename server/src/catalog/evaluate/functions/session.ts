import type { Env } from "../env.ts";
import { hasSchema } from "../plain-names.ts";
import { isScalar, someValue, unknown, type Value } from "../value.ts";
import type { FunctionTable } from "./function-table.ts";

/** The path's schemas that are there; undefined where that is not known of one. */
function currentSchemas(env: Env): readonly string[] | undefined {
  const found: string[] = [];
  for (const schema of env.catalog.session.searchPath) {
    const there = hasSchema(env.catalog, schema);
    if (there === "unknown") return undefined;
    if (there) found.push(schema);
  }
  return found;
}

function currentSchema(_: readonly Value[], env: Env): Value {
  const [first] = env.catalog.session.searchPath;
  if (first === undefined) return null;
  const schemas = currentSchemas(env);
  // Nobody has put the first schema of the path in doubt: it is taken to be there.
  return schemas ? (schemas[0] ?? null) : first;
}

const role = (_: readonly Value[], env: Env): Value => env.catalog.session.role ?? someValue;

export const sessionFunctions: FunctionTable = {
  current_schema: currentSchema,
  current_schemas: ([implicit = null], env) => {
    const schemas = currentSchemas(env);
    if (!schemas) return unknown;
    return implicit === true ? ["pg_catalog", ...schemas] : [...schemas];
  },
  current_user: role,
  current_role: role,
  user: role,
  session_user: () => someValue,
  current_database: () => someValue,
  current_catalog: () => someValue,
  version: () => someValue,
  current_setting: ([name = null, missing = false], env) => {
    if (name === null) return null;
    if (typeof name !== "string") return unknown;
    const set = env.catalog.session.settings.get(name.toLowerCase());
    if (set !== undefined) return set;
    return missing === true || name.includes(".") ? unknown : someValue;
  },
  set_config: ([, value = null]) => (isScalar(value) ? String(value) : unknown),
};
