import type { NameRef } from "../../effects/type-ref.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { forgetSchema } from "../names.ts";
import type { Subject } from "../outcome.ts";
import { findPlain } from "./plain.ts";
import { requireSchema } from "./require.ts";
import { changeSchema } from "./schema.ts";

/** QualifiedNameGetCreationNamespace: the schema that CREATE puts an object into. */
export function creationPlace(draft: Draft, name: NameRef): string {
  if (name.schema !== undefined) {
    requireSchema(draft, name.schema);
    return name.schema;
  }
  const [first] = draft.catalog.session.searchPath;
  if (first !== undefined) {
    if (findPlain(draft.catalog, "schema", first) === "unknown") mayBeElsewhere(draft, first);
    return first;
  }
  return refuse("3F000", "no schema has been selected to create in");
}

/** Whether the first schema of the search path is there nobody knows: what is made may well be in a later one. */
function mayBeElsewhere(draft: Draft, first: string): void {
  if (!draft.catalog.closed) changeSchema(draft, first, forgetSchema);
}

/** Nothing is known of a name that CREATE takes: it is assumed to be free. */
export const mayExist = (draft: Draft, what: string): void =>
  doubt(draft, `${what} may exist already`);

/** CheckSetNamespace */
export function forbidOtherNamespace(from: string, to: string, subject: Subject): void {
  for (const schema of [from, to]) {
    if (schema === "pg_temp")
      refuse("0A000", "cannot move objects into or out of temporary schemas", subject);
    if (schema === "pg_toast")
      refuse("0A000", "cannot move objects into or out of TOAST schema", subject);
  }
}
