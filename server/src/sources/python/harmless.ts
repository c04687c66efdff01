import type { Module } from "./module.ts";
import type { Call } from "./value.ts";

/** A call into the project's own modules, which may do what it likes with the database. */
export function mayDoAnything(module: Module, call: Call): boolean {
  const [root = ""] = call.path.split(".");
  const from = module.imports.get(root);
  return from !== undefined && !harmless.test(from);
}

const harmless =
  /^(?:alembic|sqlalchemy|sqlalchemy_utils|sqlmodel|geoalchemy2|pgvector|advanced_alchemy|typing|logging|datetime|json|uuid|os|sys|re|textwrap|pathlib|enum|collections|itertools|functools|decimal|time|math|random|hashlib|secrets|string|contextlib|warnings|csv|io|base64|copy|structlog|dateutil|pytz|passlib|bcrypt|__future__)(?:\.|$)/;
