import { Map as PersistentMap } from "immutable";
import type { RoutineRef } from "../../effects/objects/object-ref.ts";
import type { NameRef } from "../../effects/type-ref.ts";
import { builtinFunctions } from "../builtin/functions.ts";
import type { Catalog, Routine, TypeName } from "../catalog.ts";
import { derivation } from "../derivation.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { find, forget, isThere, perhapsIn, put, remove } from "../names.ts";
import { someExtensionIsOpen } from "./extension-contents.ts";
import { requireSchema, requireType, writtenName } from "./require.ts";
import { canonicalType } from "./types.ts";
import { shownTypes } from "./written-type.ts";

/** `schema.name(argument types)` */
export const routineKey = (
  schema: string,
  name: string,
  types: readonly TypeName[] | undefined,
): string => `${schema}.${name}(${types ? types.map(canonicalType).join(",") : unknownArguments})`;

/** In the key of a routine of which only the name is known. */
const unknownArguments = "?";

/** Gone by this key: all of the name that are not known. */
const anyOther = (schema: string, name: string): string => `${schema}.${name}(*)`;

export type FoundRoutine =
  | { readonly kind: "routine"; readonly key: string; readonly routine: Routine }
  | { readonly kind: "builtin" }
  | { readonly kind: "absent" | "ambiguous" }
  /** `key`: the one it most likely has. */
  | { readonly kind: "unknown"; readonly key: string };

/** The routine that a reference means along the search path. */
function findRoutine(
  catalog: Catalog,
  name: NameRef,
  types: readonly TypeName[] | undefined,
  wanted: RoutineRef["class"],
): FoundRoutine {
  const schemas =
    name.schema === undefined ? ["pg_catalog", ...catalog.session.searchPath] : [name.schema];
  return types
    ? findExact(catalog, schemas, name.name, types)
    : findByName(catalog, schemas, name.name, wanted);
}

function findExact(
  catalog: Catalog,
  schemas: readonly string[],
  name: string,
  types: readonly TypeName[],
): FoundRoutine {
  let possible: string | undefined;
  for (const schema of schemas) {
    if (schema === "pg_catalog") {
      if (isBuiltinRoutine(name, types)) return { kind: "builtin" };
      continue;
    }
    const key = routineKey(schema, name, types);
    const found = find(catalog.routines, key);
    if (isThere(found)) return { kind: "routine", key, routine: found };
    const isGone = catalog.routines.gone.has(key) && found === "absent";
    if (!areAllKnown(catalog, schema, name) && !isGone) possible ??= key;
  }
  return possible === undefined ? { kind: "absent" } : { kind: "unknown", key: possible };
}

function findByName(
  catalog: Catalog,
  schemas: readonly string[],
  name: string,
  wanted: RoutineRef["class"],
): FoundRoutine {
  const candidates: { readonly key: string; readonly routine: Routine }[] = [];
  const seen = new Set<string>();
  let possible: string | undefined;
  for (const schema of schemas) {
    if (schema === "pg_catalog") {
      const own = builtinFunctions(name).filter((one) => isWanted(one.kind, wanted));
      if (own.length > 0) return { kind: own.length > 1 ? "ambiguous" : "builtin" };
      continue;
    }
    for (const [key, routine] of overloads(catalog, schema, name)) {
      const rest = key.slice(schema.length);
      if (!isWanted(routine.kind, wanted) || seen.has(rest)) continue;
      seen.add(rest);
      candidates.push({ key, routine });
    }
    if (!areAllKnown(catalog, schema, name)) possible ??= routineKey(schema, name, undefined);
  }
  const [only, ...more] = candidates;
  if (more.length > 0) return { kind: "ambiguous" };
  if (only) return { kind: "routine", ...only };
  return possible === undefined ? { kind: "absent" } : { kind: "unknown", key: possible };
}

/** LookupFuncWithArgs: by name alone, procedures hide from FUNCTION and all but them from PROCEDURE. */
const isWanted = (kind: Routine["kind"], wanted: RoutineRef["class"]): boolean =>
  wanted === "routine" ||
  kind === "unknown" ||
  (wanted === "procedure" ? kind === "procedure" : kind !== "procedure");

/** The known routines of this name in this schema. */
export function overloads(
  catalog: Catalog,
  schema: string,
  name: string,
): readonly (readonly [key: string, routine: Routine])[] {
  const keys = byName.of(catalog.routines.known).get(`${schema}.${name}`) ?? [];
  return keys.flatMap((key) => {
    const routine = catalog.routines.known.get(key);
    return routine ? [[key, routine] as const] : [];
  });
}

const byName = derivation<Routine, PersistentMap<string, readonly string[]>>(
  (known) =>
    PersistentMap<string, readonly string[]>().withMutations((all) => {
      known.forEach((routine, key) => {
        addKey(all, routine, key);
      });
    }),
  (names, { name: key, was, is }) => {
    if (was && is && ownName(was) === ownName(is)) return names;
    const left = was
      ? names.update(ownName(was), [], (keys) => keys.filter((one) => one !== key))
      : names;
    return is ? addKey(left, is, key) : left;
  },
);

const ownName = (routine: Routine): string => `${routine.schema}.${routine.name}`;

const addKey = (
  names: PersistentMap<string, readonly string[]>,
  routine: Routine,
  key: string,
): PersistentMap<string, readonly string[]> =>
  names.update(ownName(routine), [], (keys) => [...keys, key]);

/** Nothing but the known routines has this name in this schema. */
export function areAllKnown(catalog: Catalog, schema: string, name: string): boolean {
  const { routines } = catalog;
  if (routines.known.has(routineKey(schema, name, undefined))) return false;
  if (perhapsIn(routines, schema).some((other) => overloads(catalog, other, name).length > 0))
    return false;
  if (routines.doubted?.some((key) => key.startsWith(`${schema}.${name}(`))) return false;
  return (
    find(routines, anyOther(schema, name)) === "absent" && !someExtensionIsOpen(catalog, schema)
  );
}

const isBuiltinRoutine = (name: string, types: readonly TypeName[]): boolean =>
  builtinFunctions(name).some(
    (one) =>
      one.arguments.length === types.length &&
      one.arguments.every((argument, at) => argument === pgTypeName(types[at])),
  );

/** As pg_type calls it; undefined for a type that is not PostgreSQL's own. */
const pgTypeName = (type: TypeName | undefined): string | undefined =>
  type?.schema === "pg_catalog" ? `${type.dimensions > 0 ? "_" : ""}${type.name}` : undefined;

export const putRoutine = (draft: Draft, key: string, routine: Routine): void => {
  draft.catalog = { ...draft.catalog, routines: put(draft.catalog.routines, key, routine) };
  draft.touched = true;
};

export const removeRoutine = (draft: Draft, key: string): void => {
  draft.catalog = { ...draft.catalog, routines: remove(draft.catalog.routines, key) };
  draft.touched = true;
};

/** After `DROP FUNCTION f` succeeded nothing has this name any more. */
export function removeByName(draft: Draft, schema: string, name: string): void {
  for (const [key] of overloads(draft.catalog, schema, name)) removeRoutine(draft, key);
  for (const other of perhapsIn(draft.catalog.routines, schema))
    for (const [key] of overloads(draft.catalog, other, name))
      draft.catalog = { ...draft.catalog, routines: forget(draft.catalog.routines, key) };
  draft.catalog = {
    ...draft.catalog,
    routines: remove(draft.catalog.routines, anyOther(schema, name)),
  };
  draft.touched = true;
}

/** A reference with its arguments' types looked up. */
export interface RoutinePlace {
  readonly ref: RoutineRef;
  readonly types: readonly TypeName[] | undefined;
  readonly found: FoundRoutine;
  /** `function f(integer)`, or `could not find a function named "f"` where the arguments are not written. */
  readonly missing: string;
}

export function placeOfRoutine(draft: Draft, ref: RoutineRef): RoutinePlace {
  const types = ref.arguments?.map((type) => requireType(draft, type).type);
  if (ref.name.schema !== undefined) requireSchema(draft, ref.name.schema);
  const found = findRoutine(draft.catalog, ref.name, types, ref.class);
  return { ref, types, found, missing: notFound(draft, ref, types) };
}

function notFound(draft: Draft, ref: RoutineRef, types: readonly TypeName[] | undefined): string {
  const as = ref.class === "routine" ? "function" : ref.class;
  const name = writtenName(ref.name);
  if (!types) return `could not find ${as === "aggregate" ? "an" : "a"} ${as} named "${name}"`;
  const written =
    as === "aggregate" && types.length === 0
      ? "*"
      : shownTypes(types, draft.catalog.session.searchPath);
  return `${as} ${name}(${written}) does not exist`;
}

/** 42883, 42725; unknown: a doubt, and learnt. Undefined for one of PostgreSQL's own. */
export function requireRoutine(
  draft: Draft,
  ref: RoutineRef,
): { readonly key: string; readonly routine: Routine } | undefined {
  const place = placeOfRoutine(draft, ref);
  const subject = { class: "function" as const, ...ref.name };
  switch (place.found.kind) {
    case "routine":
      forbidOtherKind(draft, place, place.found.routine);
      return place.found;
    case "builtin":
      return undefined;
    case "absent":
      return refuse("42883", place.missing, subject);
    case "ambiguous":
      return refuse("42725", notUnique(ref), subject);
    default: {
      doubt(draft, `function "${writtenName(ref.name)}" was not created in view`);
      const routine = assumedRoutine(place.found.key, ref.name.name, place.types);
      putRoutine(draft, place.found.key, routine);
      return { key: place.found.key, routine };
    }
  }
}

const notUnique = (ref: RoutineRef): string =>
  `${ref.class} name "${writtenName(ref.name)}" is not unique`;

/** LookupFuncWithArgs: a procedure is not a function, an aggregate only passes for one. */
function forbidOtherKind(draft: Draft, { ref, types }: RoutinePlace, routine: Routine): void {
  const { kind } = routine;
  if (kind === "unknown" || ref.class === "routine") return;
  const path = draft.catalog.session.searchPath;
  const shown = `${ref.name.name}(${shownTypes(types ?? routine.arguments ?? [], path)})`;
  const subject = { class: "function" as const, ...ref.name };
  if (ref.class === "function" && kind === "procedure")
    refuse("42809", `${shown} is not a function`, subject);
  if (ref.class === "procedure" && kind !== "procedure")
    refuse("42809", `${shown} is not a procedure`, subject);
  if (ref.class === "aggregate" && kind !== "aggregate")
    refuse("42809", `function ${shown} is not an aggregate`, subject);
}

/** A routine that a statement needed. */
const assumedRoutine = (
  key: string,
  name: string,
  types: readonly TypeName[] | undefined,
): Routine => ({
  schema: key.slice(0, key.indexOf(".")),
  name,
  kind: "unknown",
  arguments: types,
  argumentNames: [],
  defaults: 0,
  returns: "unknown",
  language: "unknown",
  volatility: "unknown",
  definition: "unknown",
  origin: "assumed",
});
