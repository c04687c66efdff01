import { quoteIdent } from "../../sql/names.ts";
import type { Catalog, TypeName } from "../catalog.ts";
import { keyName } from "../catalog.ts";
import type { Thing } from "../relations/things.ts";
import { noun } from "./plain-words.ts";
import { shownType, shownTypes } from "./written-type.ts";

type ObjectThing = Extract<Thing, { readonly kind: "routine" | "type" | "plain" }>;

/** getObjectDescription */
export function describeObject(catalog: Catalog, thing: ObjectThing): string {
  const path = catalog.session.searchPath;
  if (thing.kind === "type") return `type ${shownType(typeOfKey(thing.key), path)}`;
  if (thing.kind === "plain") return `${noun(thing.class)} ${plainName(thing.key, path)}`;
  const routine = catalog.routines.known.get(thing.key);
  if (!routine) return `function ${thing.key}`;
  const { schema, name } = routine;
  const shown = path.includes(schema)
    ? quoteIdent(name)
    : `${quoteIdent(schema)}.${quoteIdent(name)}`;
  return `function ${shown}(${shownTypes(routine.arguments ?? [], path).replaceAll(", ", ",")})`;
}

const typeOfKey = (key: string): TypeName => ({ ...keyName(key), dimensions: 0 });

const plainName = (key: string, path: readonly string[]): string => {
  const { schema, name } = keyName(key);
  return path.includes(schema) ? name : key;
};
