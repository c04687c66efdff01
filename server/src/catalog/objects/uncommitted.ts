import { Set as PersistentSet } from "immutable";
import type { Catalog } from "../catalog.ts";
import type { Draft } from "../draft.ts";

/**
 * A label that ALTER TYPE … ADD VALUE made cannot be used before it is committed: 55P04, from enum_in, wherever a text
 * becomes a value of the type. Labels that CREATE TYPE made can. From PostgreSQL 17 on, so can all labels of a type that
 * the same transaction created (pg_enum.c: EnumUncommitted, EnumTypeUncommitted).
 */
export const firstVersionWithNewTypes = 17;

export function noteNewType(draft: Draft, key: string): void {
  const kept = (draft.catalog.session.uncommitted ?? none).filterNot((one) => isLabelOf(key, one));
  setUncommitted(draft, kept.add(key));
}

export function noteNewLabel(draft: Draft, key: string, label: string): void {
  const { session, postgresVersion } = draft.catalog;
  const made = session.uncommitted ?? none;
  if (made.has(key) && (postgresVersion ?? 0) >= firstVersionWithNewTypes) return;
  setUncommitted(draft, made.add(labelKey(key, label)));
}

/** It is the same label under its new name. */
export function renameNewLabel(draft: Draft, key: string, from: string, to: string): void {
  const made = draft.catalog.session.uncommitted;
  if (made?.has(labelKey(key, from)))
    setUncommitted(draft, made.remove(labelKey(key, from)).add(labelKey(key, to)));
}

export const isUncommitted = ({ session }: Catalog, key: string, label: string): boolean =>
  session.uncommitted?.has(labelKey(key, label)) ?? false;

/** The type itself was made in the open transaction. */
export const isNewType = ({ session }: Catalog, key: string): boolean =>
  session.uncommitted?.has(key) ?? false;

/** The same catalog where nothing waits for a COMMIT. */
export function committed(catalog: Catalog): Catalog {
  if (!catalog.session.uncommitted) return catalog;
  const { uncommitted, ...session } = catalog.session;
  void uncommitted;
  return { ...catalog, session };
}

/** Outside any transaction block each statement commits by itself. */
export const betweenStatements = (catalog: Catalog): Catalog =>
  catalog.session.shared || !catalog.session.saved.isEmpty() ? catalog : committed(catalog);

/** COMMIT and ROLLBACK end the transaction that a tool began, too. */
export function afterTransaction(catalog: Catalog): Catalog {
  if (!catalog.session.shared) return committed(catalog);
  const { shared, ...session } = catalog.session;
  void shared;
  return committed({ ...catalog, session });
}

const none = PersistentSet<string>();

const labelKey = (key: string, label: string): string => `${key}\0${label}`;
const isLabelOf = (key: string, one: string): boolean => one.startsWith(`${key}\0`);

function setUncommitted(draft: Draft, uncommitted: PersistentSet<string>): void {
  const { catalog } = draft;
  draft.catalog = { ...catalog, session: { ...catalog.session, uncommitted } };
}
