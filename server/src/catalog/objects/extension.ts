import type { AlterExtension, CreateExtension } from "../../effects/objects/extension.ts";
import { extensionFacts } from "../builtin/extensions.ts";
import type { PlainObject } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { type Draft, doubt, notice, refuse } from "../draft.ts";
import { isThere, put, remove } from "../names.ts";
import { renameKey } from "../relations/rename.ts";
import { altered } from "./altered.ts";
import { bringContents } from "./bring-contents.ts";
import { membersOf } from "./dependents.ts";
import { openContents } from "./extension-contents.ts";
import { creationPlace, mayExist } from "./place.ts";
import { findPlain, putPlain } from "./plain.ts";
import { renameTypeKey } from "./rename-type-key.ts";
import { requireSchema } from "./require.ts";
import { requireObject, requirePlace } from "./require-object.ts";
import { putRoutine, removeRoutine, routineKey } from "./routines.ts";

export function createExtension(draft: Draft, effect: CreateExtension): void {
  const { name } = effect;
  const found = findPlain(draft.catalog, "extension", name);
  if (isThere(found)) {
    const message = `extension "${name}" already exists`;
    if (effect.guard === "if not exists") return notice(draft, `${message}, skipping`);
    return refuse("42710", message, { class: "extension", name });
  }
  if (found === "unknown" && effect.guard === undefined) mayExist(draft, `extension "${name}"`);
  const facts = extensionFacts(name);
  if (!facts && draft.catalog.closed)
    doubt(draft, `whether extension "${name}" is available depends on the server`);
  if (effect.schema !== undefined) requireSchema(draft, effect.schema);
  for (const required of facts?.requires ?? []) {
    const there = findPlain(draft.catalog, "extension", required);
    if (there === "absent" && !effect.cascade)
      refuse("42704", `required extension "${required}" is not installed`, {
        class: "extension",
        name: required,
      });
    if (!isThere(there)) install(draft, required, effect);
  }
  install(draft, name, effect);
}

/** The extension with what it brings. An extension may make a schema of its own name its home. */
function install(draft: Draft, name: string, effect: CreateExtension): void {
  const facts = extensionFacts(name);
  const home = facts?.schema ?? effect.schema ?? homeOf(draft, name);
  const extension: PlainObject = {
    name,
    definition: effect.version ?? "",
    origin: draft.origin,
    schema: home,
    needs: facts ? facts.requires.map((required) => `extension:${required}`) : [openContents],
  };
  putPlain(draft, "extension", name, extension);
  if (facts) bringContents(draft, name, home, facts);
}

/** Where nothing is on the search path, one that is not known may bring a schema of its own: it has its name mostly. */
function homeOf(draft: Draft, name: string): string {
  if (draft.catalog.session.searchPath.length > 0 || extensionFacts(name))
    return creationPlace(draft, { name });
  doubt(draft, `which schema extension "${name}" is installed in is not known`);
  return name;
}

export function alterExtension(draft: Draft, effect: AlterExtension): void {
  const place = requirePlace(draft, { class: "extension", name: { name: effect.name } });
  draft.touched = true;
  if (!place || !isThere(place.found)) return;
  const { change } = effect;
  if (change.kind !== "update") {
    if (change.object) requireObject(draft, change.object);
    doubt(draft, "members of extensions are not followed");
    return;
  }
  const changes = [{ aspect: "version", text: change.version ?? "newest" }];
  putPlain(draft, "extension", effect.name, {
    ...place.found,
    definition: altered(place.found.definition, changes),
  });
}

/** ALTER EXTENSION … SET SCHEMA: its types, functions and relations move. */
export function moveExtension(
  draft: Draft,
  name: string,
  extension: PlainObject,
  to: string,
): void {
  for (const thing of membersOf(draft.catalog, name)) {
    if (thing.kind === "relation") {
      const relation = draft.catalog.relations.known.get(thing.key);
      if (relation) renameKey(draft, thing.key, to, relation.name);
    }
    if (thing.kind === "type") {
      const { types } = draft.catalog;
      const type = types.known.get(thing.key);
      if (!type) continue;
      const key = relationKey(to, type.name);
      draft.catalog = {
        ...draft.catalog,
        types: put(remove(types, thing.key), key, { ...type, schema: to }),
      };
      renameTypeKey(draft, thing.key, key);
    }
  }
  for (const thing of membersOf(draft.catalog, name)) {
    if (thing.kind !== "routine") continue;
    const routine = draft.catalog.routines.known.get(thing.key);
    if (!routine || routine.schema === to) continue;
    removeRoutine(draft, thing.key);
    putRoutine(draft, routineKey(to, routine.name, routine.arguments), { ...routine, schema: to });
  }
  putPlain(draft, "extension", name, { ...extension, schema: to });
}
