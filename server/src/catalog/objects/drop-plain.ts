import type { PlainRef } from "../../effects/objects/object-ref.ts";
import type { DropPlain } from "../../effects/objects/plain.ts";
import { type Draft, doubt, notice, refuse } from "../draft.ts";
import { isThere } from "../names.ts";
import { deleteThings } from "../relations/delete.ts";
import type { Thing } from "../relations/things.ts";
import { findPlain, isBuiltinKey, removePlain } from "./plain.ts";
import { findPlace, type PlainPlace } from "./plain-key.ts";
import { notThere, skipping } from "./plain-words.ts";
import { isRoleKeyword, missingType, schemaIsAbsent } from "./require.ts";
import { requireParts } from "./require-object.ts";
import { forbidRoleInUse } from "./role-in-use.ts";
import { emptied } from "./schema.ts";
import { refreshPath } from "./settings.ts";

/** One item of DROP. All the items are looked up before the last one's turn, which is when all are dropped. */
export function dropPlain(draft: Draft, effect: DropPlain): void {
  const { object, together } = effect;
  const place = lookUp(draft, effect, object);
  if (place && object.class === "role") forbidRoleInUse(draft, place.key);
  if (place?.found === "unknown" && effect.guard === undefined)
    doubt(draft, `${object.class} "${place.shown}" was not created in view`);
  if (effect.part < together.length - 1) return;
  const places = together.flatMap((ref) => lookUp(draft, effect, ref, "quietly") ?? []);
  // What was seen in a schema that was not goes with it, and what was made of that.
  const unseen = object.class === "schema" && effect.cascade;
  const things = places.flatMap((one): Thing[] =>
    isThere(one.found) || (unseen && one.found === "unknown")
      ? [{ kind: "plain", class: object.class, key: one.key }]
      : [],
  );
  deleteThings(draft, things, effect.cascade ? "cascade" : "restrict");
  for (const { key } of places) {
    removePlain(draft, object.class, key);
    if (object.class === "schema") emptied(draft, key);
  }
  if (object.class === "schema") refreshPath(draft);
}

/** `quietly`: each item has had its own turn. */
function lookUp(
  draft: Draft,
  effect: DropPlain,
  ref: PlainRef,
  quietly?: "quietly",
): PlainPlace | undefined {
  const subject = { class: ref.class, ...ref.name };
  if (ref.class === "role" && isRoleKeyword(ref.name.name))
    return refuse("22023", "cannot use special role specifier in DROP ROLE", subject);
  const skip = (message: string): undefined => {
    if (!quietly) notice(draft, message);
    return undefined;
  };
  if (effect.guard === "if exists") {
    const missing = missingPart(draft, ref);
    if (missing !== undefined) return skip(`${missing}, skipping`);
  } else if (
    ref.name.schema !== undefined &&
    ref.class !== "operator" &&
    schemaIsAbsent(draft, ref.name.schema)
  )
    return refuse("3F000", `schema "${ref.name.schema}" does not exist`, subject);
  requireParts(draft, ref);
  const place = findPlace(draft, ref);
  if (place.found === "absent") {
    if (effect.guard === "if exists") return skip(skipping(ref, place.shown));
    const [sqlstate, message] = notThere(ref, place.shown);
    return refuse(sqlstate, message, subject);
  }
  forbidBuiltin(draft, ref, place);
  return place;
}

/** IF EXISTS also speaks of the schema, the types and the server. */
function missingPart(draft: Draft, ref: PlainRef): string | undefined {
  for (const type of ref.types ?? []) {
    const missing = type && missingType(draft, type);
    if (missing !== undefined) return missing;
  }
  if (ref.class === "user mapping" && findPlain(draft.catalog, "server", ref.of ?? "") === "absent")
    return `server "${ref.of}" does not exist`;
  return ref.name.schema !== undefined && schemaIsAbsent(draft, ref.name.schema)
    ? `schema "${ref.name.schema}" does not exist`
    : undefined;
}

/** What PostgreSQL cannot do without. The schema public and plpgsql may go. */
function forbidBuiltin(draft: Draft, ref: PlainRef, place: PlainPlace): void {
  if (!isThere(place.found) || !isBuiltinKey(ref.class, place.key)) return;
  if (place.found.definition !== "built in" || mayGo.has(place.key)) return;
  const subject = { class: ref.class, ...ref.name };
  if (ref.class === "role" && place.key === "postgres")
    doubt(draft, "whether somebody uses the role is not known");
  else if (ref.class !== "database")
    refuse(
      "2BP01",
      `cannot drop ${ref.class} ${place.shown} because it is required by the database system`,
      subject,
    );
}

const mayGo = new Set(["public", "plpgsql"]);
