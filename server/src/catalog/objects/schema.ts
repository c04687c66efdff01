import type { EnterSchema, LeaveSchema } from "../../effects/objects/schema.ts";
import { type Draft, refuse } from "../draft.ts";
import { plainNames, setPlainNames } from "../look-up.ts";
import { emptySchema, forget, type Names } from "../names.ts";
import { inSchema } from "./plain.ts";

/** 42939 */
export function forbidSchemaName(name: string): void {
  if (name.startsWith("pg_"))
    refuse("42939", `unacceptable schema name "${name}"`, { class: "schema", name });
}

/** A schema that was just made, or dropped, holds nothing but what is known of it. */
export function emptied(draft: Draft, schema: string): void {
  changeSchema(draft, schema, emptySchema);
  for (const of of inSchema)
    setPlainNames(draft, of, emptySchema(plainNames(draft.catalog, of), schema));
}

/**
 * CREATE SCHEMA of one that was in the search path, and might have been there: what seemed to be made in it was made in
 * a later one.
 */
export function forgetMisplaced(draft: Draft, schema: string): void {
  const later = draft.catalog.session.searchPath.filter((other) => other !== schema);
  changeSchema(draft, schema, (names) =>
    [...names.known.keys()]
      .filter((key) => key.startsWith(`${schema}.`))
      .reduce((rest, key) => {
        const places = later.map((other) => `${other}${key.slice(schema.length)}`);
        return [key, ...places.filter((place) => !rest.known.has(place))].reduce(forget, rest);
      }, names),
  );
}

/** What is known of the relations, types and routines of a schema. */
export function changeSchema(
  draft: Draft,
  schema: string,
  change: <T>(names: Names<T>, schema: string) => Names<T>,
): void {
  const { relations, types, routines } = draft.catalog;
  draft.catalog = {
    ...draft.catalog,
    relations: change(relations, schema),
    types: change(types, schema),
    routines: change(routines, schema),
  };
}

/** Inside CREATE SCHEMA its own name goes first. */
export function enterSchema(draft: Draft, { schema }: EnterSchema): void {
  const { session } = draft.catalog;
  setPath(draft, [schema, ...session.searchPath]);
}

export function leaveSchema(draft: Draft, { schema }: LeaveSchema): void {
  const [first, ...rest] = draft.catalog.session.searchPath;
  if (first === schema) setPath(draft, rest);
}

const setPath = (draft: Draft, searchPath: readonly string[]): void => {
  draft.catalog = { ...draft.catalog, session: { ...draft.catalog.session, searchPath } };
};
