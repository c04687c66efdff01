import type { NameRef } from "../../effects/type-ref.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { requireSchema } from "./require.ts";

/** QualifiedNameGetCreationNamespace: the schema that CREATE puts an object into. */
export function creationPlace(draft: Draft, name: NameRef): string {
  if (name.schema !== undefined) {
    requireSchema(draft, name.schema);
    return name.schema;
  }
  const [first] = draft.catalog.session.searchPath;
  if (first !== undefined) return first;
  return refuse("3F000", "no schema has been selected to create in");
}

/** Nothing is known of a name that CREATE takes: it is assumed to be free. */
export const mayExist = (draft: Draft, what: string): void =>
  doubt(draft, `${what} may exist already`);
