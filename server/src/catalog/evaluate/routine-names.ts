import type { NameRef } from "../../effects/type-ref.ts";
import { builtinFunctions } from "../builtin/functions.ts";
import type { Catalog, Routine } from "../catalog.ts";
import { someExtensionIsOpen } from "../objects/extension-contents.ts";
import { overloads } from "../objects/routines.ts";
import { isSystemSchema } from "../relations/system.ts";

export type FoundRoutines =
  | "builtin"
  | "absent"
  | "unknown"
  | { readonly known: readonly Routine[]; readonly schema: string };

/** The routines that a call by this name may mean, along the search path. */
export function findRoutines(catalog: Catalog, name: NameRef): FoundRoutines {
  if (isBuiltin(name)) return "builtin";
  if (name.schema !== undefined && isSystemSchema(name.schema)) return "unknown";
  const schemas =
    name.schema === undefined ? ["pg_temp", ...catalog.session.searchPath] : [name.schema];
  for (const schema of schemas) {
    const known = overloads(catalog, schema, name.name).map(([, routine]) => routine);
    if (known.length > 0) return { known, schema };
  }
  if (someExtensionIsOpen(catalog)) return "unknown";
  return catalog.routines.complete || wasDropped(catalog, schemas, name.name)
    ? "absent"
    : "unknown";
}

const isBuiltin = ({ schema, name }: NameRef): boolean =>
  (schema === undefined || schema === "pg_catalog") &&
  (keywords.has(name) || builtinFunctions(name).length > 0);

/** What the grammar calls like a function. */
const keywords = new Set(
  (
    "current_catalog current_date current_role current_schema current_time current_timestamp current_user greatest least " +
    "localtime localtimestamp nullif session_user system_user user xmlconcat xmlelement xmlforest"
  ).split(" "),
);

/** A drop in view took the last one of the name with it, as far as anybody can see. */
const wasDropped = (catalog: Catalog, schemas: readonly string[], name: string): boolean =>
  schemas.some((schema) => goneNames(catalog.routines.gone).has(`${schema}.${name}`));

const gone = new WeakMap<object, ReadonlySet<string>>();

function goneNames(keys: Catalog["routines"]["gone"]): ReadonlySet<string> {
  const found = gone.get(keys);
  if (found) return found;
  const names = new Set(keys.toArray().map((key) => key.slice(0, key.indexOf("("))));
  gone.set(keys, names);
  return names;
}
