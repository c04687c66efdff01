import { type Catalog, keyName } from "../catalog.ts";
import type { Draft } from "../draft.ts";
import { forget } from "../names.ts";
import { linkedTo } from "./links.ts";

/**
 * A name is taken for a relation that nobody knew of. What was guessed to be in another schema may be that one, and
 * what is in a later schema of the search path (`guessed`) is what the name means where the first is not there: then
 * nobody knows what it is like now, nor its indexes and sequences, which may go with it.
 */
export function forgetGuessed(
  draft: Draft,
  { key, guessed }: { readonly key: string; readonly guessed: true | undefined },
): void {
  const { catalog } = draft;
  if (catalog.closed) return;
  const { name } = keyName(key);
  const others = catalog.relations.known.filter(
    (other, at) => at !== key && other.guessed && other.name === name && keyName(at).name === name,
  );
  const hidden = guessed ? hiddenBehind(catalog, key) : [];
  for (const other of [...others.keys(), ...hidden].flatMap((at) => withParts(catalog, at)))
    draft.catalog = { ...draft.catalog, relations: forget(draft.catalog.relations, other) };
}

/** What is made where a table was only guessed to be may be where the path has another schema. */
export function forgetElsewhere(draft: Draft, made: string): void {
  const { name } = keyName(made);
  for (const schema of draft.catalog.session.searchPath) {
    const key = `${schema}.${name}`;
    const { relations } = draft.catalog;
    if (key !== made && !relations.known.has(key))
      draft.catalog = { ...draft.catalog, relations: forget(relations, key) };
  }
}

/** Those of the name in later schemas of the path. */
function hiddenBehind(catalog: Catalog, key: string): readonly string[] {
  const { schema, name } = keyName(key);
  const path = catalog.session.searchPath;
  return path
    .slice(path.indexOf(schema) + 1)
    .map((later) => `${later}.${name}`)
    .filter((hidden) => catalog.relations.known.has(hidden));
}

/** With what goes with it unasked. */
function withParts(catalog: Catalog, table: string): readonly string[] {
  const parts = linkedTo(catalog, table).filter(
    ({ relation }) =>
      (relation.kind === "index" && relation.table === table) ||
      (relation.kind === "sequence" && relation.ownedBy?.table === table),
  );
  return [table, ...parts.map((part) => part.key)];
}
