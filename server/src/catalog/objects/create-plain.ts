import type { ObjectRef, PlainRef } from "../../effects/objects/object-ref.ts";
import type { CreatePlain } from "../../effects/objects/plain.ts";
import type { PlainClass } from "../../effects/objects/plain-class.ts";
import type { PlainObject } from "../catalog.ts";
import { type Draft, notice, refuse } from "../draft.ts";
import { isThere } from "../names.ts";
import { needOfType } from "./create-type.ts";
import { creationPlace, mayExist } from "./place.ts";
import { findPlain, inSchema, putPlain } from "./plain.ts";
import { newPlace, type PlainPlace } from "./plain-key.ts";
import { alreadyThere } from "./plain-words.ts";
import { requireRole, requireType } from "./require.ts";
import { requireObject, requireParts } from "./require-object.ts";
import { emptied, forbidSchemaName, forgetMisplaced } from "./schema.ts";
import { refreshPath } from "./settings.ts";

/** CREATE of an object that is a name, a definition and an owner. */
export function createPlain(draft: Draft, effect: CreatePlain): void {
  const { object } = effect;
  if (effect.owner !== undefined) requireRole(draft, effect.owner);
  const schema = inSchema.has(object.class) ? creationPlace(draft, object.name) : undefined;
  if (object.class === "schema") forbidSchemaName(object.name.name);
  if (
    looksForItselfFirst.has(object.class) &&
    isThereAlready(draft, effect, newPlace(draft, object, schema))
  )
    return;
  requireParts(draft, object);
  const needs = [
    ...typesOf(draft, object),
    ...effect.needs.flatMap((need) => requireNeed(draft, object, need) ?? []),
    ...(object.class === "user mapping" ? [`server:${object.of}`] : []),
  ];
  const place = newPlace(draft, object, schema);
  if (!looksForItselfFirst.has(object.class) && isThereAlready(draft, effect, place)) return;
  const owner = effect.owner ?? draft.catalog.session.role;
  const made: PlainObject = {
    name: object.name.name,
    definition: effect.definition,
    origin: draft.origin,
    ...(place.schema === undefined ? {} : { schema: place.schema }),
    ...(needs.length === 0 ? {} : { needs }),
    ...(owner === undefined ? {} : { owner }),
  };
  putPlain(draft, object.class, place.key, made);
  if (object.class === "operator class") bringFamily(draft, place.key, made);
  if (object.class === "schema" && (place.found === "absent" || effect.guard === undefined)) {
    forgetMisplaced(draft, place.key);
    emptied(draft, place.key);
  }
  if (object.class === "schema") refreshPath(draft);
}

/** A class without a family makes one of its own name. */
function bringFamily(draft: Draft, key: string, made: PlainObject): void {
  if (made.definition.includes('"opfamilyname"')) return;
  if (isThere(findPlain(draft.catalog, "operator family", key))) return;
  putPlain(draft, "operator family", key, { ...made, definition: "of its class" });
}

/** The name is looked for before what the object needs. */
const looksForItselfFirst: ReadonlySet<PlainClass> = new Set([
  "server",
  "foreign-data wrapper",
  "access method",
  "event trigger",
  "subscription",
] as const);

/** Answers that a guard held. */
function isThereAlready(draft: Draft, effect: CreatePlain, place: PlainPlace): boolean {
  const { object, guard } = effect;
  if (guard === "or replace") return false;
  const [sqlstate, message] = alreadyThere(object, place.shown);
  if (isThere(place.found)) {
    if (guard !== "if not exists")
      return refuse(sqlstate, message, { class: object.class, ...object.name });
    notice(draft, `${message}, skipping`);
    return true;
  }
  if (place.found === "unknown" && guard === undefined)
    mayExist(draft, `${object.class} "${place.shown}"`);
  return false;
}

/** How the object remembers it; a copy (COLLATION … FROM, CONFIGURATION (copy = …)) does not. */
function requireNeed(draft: Draft, object: PlainRef, need: ObjectRef): string | undefined {
  const key = requireObject(draft, need);
  if (need.class === object.class) return undefined;
  if (object.class === "event trigger" && key !== undefined) forbidOtherReturn(draft, key);
  return key;
}

/** 42P17 */
function forbidOtherReturn(draft: Draft, need: string): void {
  const routine = draft.catalog.routines.known.get(need.slice("routine:".length));
  if (!routine || /^(unknown|pg_catalog\.event_trigger)$/.test(routine.returns)) return;
  refuse("42P17", `function ${routine.name} must return type event_trigger`, {
    class: "function",
    schema: routine.schema,
    name: routine.name,
  });
}

const typesOf = (draft: Draft, object: PlainRef): readonly string[] =>
  (object.types ?? []).flatMap((type) => (type ? needOfType(requireType(draft, type).type) : []));
