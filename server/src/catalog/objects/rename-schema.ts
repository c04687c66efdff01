import { relationKey } from "../catalog.ts";
import type { Draft } from "../draft.ts";
import { setPlainNames } from "../look-up.ts";
import { put, remove } from "../names.ts";
import { renameKey } from "../relations/rename.ts";
import { renameNeeds } from "./needs.ts";
import { inSchema } from "./plain.ts";
import { renameTypeKey } from "./rename-type-key.ts";
import { putRoutine, removeRoutine, routineKey } from "./routines.ts";
import { emptied } from "./schema.ts";

/** Everything in the schema gets another key. */
export function renameSchema(draft: Draft, from: string, to: string): void {
  for (const [key, relation] of draft.catalog.relations.known)
    if (relation.schema === from) renameKey(draft, key, to, relation.name);
  for (const [key, type] of draft.catalog.types.known) {
    if (type.schema !== from) continue;
    const { types } = draft.catalog;
    const next = relationKey(to, type.name);
    draft.catalog = {
      ...draft.catalog,
      types: put(remove(types, key), next, { ...type, schema: to }),
    };
    renameTypeKey(draft, key, next);
  }
  for (const [key, routine] of draft.catalog.routines.known) {
    if (routine.schema !== from) continue;
    const next = routineKey(to, routine.name, routine.arguments);
    removeRoutine(draft, key);
    putRoutine(draft, next, { ...routine, schema: to });
    renameNeeds(draft, `routine:${key}`, `routine:${next}`);
  }
  renamePlainObjects(draft, from, to);
  emptied(draft, from);
}

function renamePlainObjects(draft: Draft, from: string, to: string): void {
  for (const [of, names] of draft.catalog.plain) {
    let changed = names;
    for (const [key, object] of names.known) {
      if (inSchema.has(of) && key.startsWith(`${from}.`))
        changed = put(remove(changed, key), to + key.slice(from.length), { ...object, schema: to });
      else if (of === "extension" && object.schema === from)
        changed = put(changed, key, { ...object, schema: to });
    }
    if (changed !== names) setPlainNames(draft, of, changed);
  }
}
