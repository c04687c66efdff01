import type { AlterPlain, MovePlain, RenamePlain } from "../../effects/objects/plain.ts";
import type { PlainObject } from "../catalog.ts";
import { type Draft, notice, refuse } from "../draft.ts";
import { isThere } from "../names.ts";
import { altered } from "./altered.ts";
import { moveExtension } from "./extension.ts";
import { renameNeeds } from "./needs.ts";
import { forbidOtherNamespace, mayExist } from "./place.ts";
import { putPlain, removePlain } from "./plain.ts";
import { findPlace, newPlace, type PlainPlace } from "./plain-key.ts";
import { nameTaken, skipping } from "./plain-words.ts";
import { renameRole } from "./rename-role.ts";
import { renameSchema } from "./rename-schema.ts";
import { requireRole, requireSchema } from "./require.ts";
import { requireObject, requirePlace } from "./require-object.ts";
import { forbidSchemaName } from "./schema.ts";
import { refreshPath } from "./settings.ts";

/** OWNER TO looks the role up first. */
export function alterPlain(draft: Draft, effect: AlterPlain): void {
  if (effect.owner !== undefined) requireRole(draft, effect.owner);
  for (const need of effect.needs) requireObject(draft, need);
  if (effect.guard === "if exists" && isMissing(draft, effect)) return;
  const place = requirePlace(draft, effect.object);
  draft.touched = true;
  if (!place || !isThere(place.found)) return;
  putPlain(draft, effect.class, place.key, {
    ...place.found,
    definition: altered(place.found.definition, effect.changes),
    ...(effect.owner === undefined ? {} : { owner: effect.owner }),
  });
}

function isMissing(draft: Draft, { object }: AlterPlain | RenamePlain): boolean {
  const place = findPlace(draft, object);
  if (place.found !== "absent") return false;
  notice(draft, skipping(object, place.shown));
  return true;
}

export function renamePlain(draft: Draft, effect: RenamePlain): void {
  const { object, to } = effect;
  if (effect.guard === "if exists" && isMissing(draft, effect)) return;
  const place = requirePlace(draft, object);
  if (!place || !isThere(place.found)) return;
  if (object.class === "schema") forbidSchemaName(to);
  const target = newPlace(draft, { ...object, name: { name: to } }, place.schema);
  forbidTaken(draft, effect, target, to);
  rekey(draft, effect, place, { ...place.found, name: to }, target);
  if (object.class === "schema") {
    renameSchema(draft, place.key, to);
    refreshPath(draft);
  }
  if (object.class === "role") renameRole(draft, place.key, to);
}

/** SET SCHEMA; an extension takes along what it brought. */
export function movePlain(draft: Draft, effect: MovePlain): void {
  const { object, to } = effect;
  const place = requirePlace(draft, object);
  requireSchema(draft, to);
  if (!place || !isThere(place.found)) return;
  draft.touched = true;
  if (object.class === "extension") return moveExtension(draft, place.key, place.found, to);
  forbidOtherNamespace(place.schema ?? to, to, { class: object.class, ...object.name });
  if (place.schema === to) return;
  const target = newPlace(draft, { ...object, name: { name: place.name } }, to);
  forbidTaken(draft, effect, target, place.name);
  rekey(draft, effect, place, { ...place.found, schema: to }, target);
}

function forbidTaken(
  draft: Draft,
  { object }: RenamePlain | MovePlain,
  target: PlainPlace,
  name: string,
): void {
  if (isThere(target.found)) {
    const [sqlstate, message] = nameTaken(object, name, target.schema);
    refuse(sqlstate, message, { class: object.class, name });
  }
  if (target.found === "unknown") mayExist(draft, `${object.class} "${name}"`);
}

function rekey(
  draft: Draft,
  { object }: RenamePlain | MovePlain,
  from: PlainPlace,
  changed: PlainObject,
  to: PlainPlace,
): void {
  removePlain(draft, object.class, from.key);
  putPlain(draft, object.class, to.key, changed);
  renameNeeds(draft, `${object.class}:${from.key}`, `${object.class}:${to.key}`);
}
