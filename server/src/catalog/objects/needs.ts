import type { PlainObject, Relation } from "../catalog.ts";
import type { Draft } from "../draft.ts";
import { setPlainNames, setRelation } from "../look-up.ts";
import type { PlainClass } from "../outcome.ts";
import { isOwner } from "./children.ts";

/** Something is called otherwise from now on: whoever needs it (`routine:…`, `type:…`, `server:…`) learns so. */
export function renameNeeds(draft: Draft, from: string, to: string): void {
  const renamed = (needs: readonly string[]): readonly string[] =>
    needs.map((need) => (need === from ? to : need));
  for (const [of, names] of draft.catalog.plain) {
    const known = names.known.map((object) => withNeeds(object, from, renamed));
    if (!known.equals(names.known)) setPlainNames(draft, of, { ...names, known });
  }
  const { types, routines } = draft.catalog;
  draft.catalog = {
    ...draft.catalog,
    types: { ...types, known: types.known.map((type) => withNeeds(type, from, renamed)) },
    routines: {
      ...routines,
      known: routines.known.map((routine) => withNeeds(routine, from, renamed)),
    },
  };
  if (from.startsWith("routine:"))
    renameInTriggers(draft, from.slice("routine:".length), to.slice("routine:".length));
}

const withNeeds = <T extends { readonly needs?: readonly string[] }>(
  object: T,
  from: string,
  renamed: (needs: readonly string[]) => readonly string[],
): T => (object.needs?.includes(from) ? { ...object, needs: renamed(object.needs) } : object);

function renameInTriggers(draft: Draft, from: string, to: string): void {
  draft.catalog.relations.known.forEach((relation: Relation, key) => {
    if (!isOwner(relation)) return;
    if (!relation.triggers.known.some((trigger) => trigger.function === from)) return;
    const known = relation.triggers.known.map((trigger) =>
      trigger.function === from ? { ...trigger, function: to } : trigger,
    );
    setRelation(draft, key, { ...relation, triggers: { ...relation.triggers, known } });
  });
}

/** The objects of a class that need something, by key. */
export const needing = (
  catalog: Draft["catalog"],
  what: string,
): readonly { readonly class: PlainClass; readonly key: string; readonly object: PlainObject }[] =>
  [...catalog.plain].flatMap(([of, names]) =>
    [...names.known].flatMap(([key, object]) =>
      object.needs?.includes(what) ? [{ class: of, key, object }] : [],
    ),
  );
