import type { Catalog, Relation } from "../catalog.ts";
import type { Draft } from "../draft.ts";
import { setPlainNames, setRelation } from "../look-up.ts";
import { isTable } from "../relations/require.ts";

/** Owners and policies follow. */
export function renameRole(draft: Draft, from: string, to: string): void {
  changeOwners(draft, (owner) => (owner === from ? to : owner));
  draft.catalog.relations.known.forEach((relation, key) => {
    if (!isTable(relation) || !relation.policies.known.some(({ roles }) => roles.includes(from)))
      return;
    const known = relation.policies.known.map((policy) => ({
      ...policy,
      roles: policy.roles.map((role) => (role === from ? to : role)),
    }));
    setRelation(draft, key, { ...relation, policies: { ...relation.policies, known } });
  });
}

/** REASSIGN OWNED, RENAME: who owns what, everywhere. */
export function changeOwners(draft: Draft, change: (owner: string) => string): void {
  const owned = <T extends { readonly owner?: string }>(object: T): T => {
    if (object.owner === undefined) return object;
    const owner = change(object.owner);
    return owner === object.owner ? object : { ...object, owner };
  };
  draft.catalog.relations.known.forEach((relation: Relation, key) => {
    const changed = owned(relation);
    if (changed !== relation) setRelation(draft, key, changed);
  });
  const { types, routines } = draft.catalog;
  draft.catalog = {
    ...draft.catalog,
    types: { ...types, known: types.known.map(owned) },
    routines: { ...routines, known: routines.known.map(owned) },
  };
  for (const [of, names] of draft.catalog.plain) {
    const known = names.known.map(owned);
    if (!known.equals(names.known)) setPlainNames(draft, of, { ...names, known });
  }
}

/** What a role owns, by class and key. */
export function ownedBy(catalog: Catalog, role: string): readonly string[] {
  const keys = (known: Iterable<[string, { readonly owner?: string }]>): string[] =>
    [...known].flatMap(([key, { owner }]) => (owner === role ? [key] : []));
  return [
    ...keys(catalog.relations.known),
    ...keys(catalog.types.known).map((key) => `type:${key}`),
    ...keys(catalog.routines.known).map((key) => `routine:${key}`),
    ...[...catalog.plain].flatMap(([of, names]) => keys(names.known).map((key) => `${of}:${key}`)),
  ];
}
