import type { DefaultPrivileges, Grant } from "../../effects/objects/grant.ts";
import type { ObjectRef, RelationRef } from "../../effects/objects/object-ref.ts";
import type { Draft } from "../draft.ts";
import { findRelation } from "../look-up.ts";
import { isThere } from "../names.ts";
import { anyRelation, type Wanted } from "../relations/require.ts";
import { forbidPrivileges, forbidSequencePrivileges, tableOrSequence } from "./privilege-types.ts";
import { changePrivileges, mayHavePrivileges } from "./privileges.ts";
import { requireRole, requireSchema } from "./require.ts";
import { requireColumnOf, requireNamespaced, requireObject } from "./require-object.ts";

/**
 * ExecuteGrantStmt: the objects, then the roles, then the columns. Privileges are no part of what is compared, as a
 * second GRANT changes nothing; who was given one is kept, as it may not be dropped.
 */
export function grant(draft: Draft, effect: Grant): void {
  draft.touched = true;
  for (const schema of effect.schemas ?? []) requireSchema(draft, schema);
  const keys = effect.objects.map((object) =>
    isRelation(object)
      ? requireNamespaced(draft, object.name, relationOf(object)).key
      : requireObject(draft, object),
  );
  for (const role of effect.roles) requireRole(draft, role);
  forbidPrivileges(draft, { ...effect, on: onNames(effect) });
  for (const object of effect.objects) requireGranted(draft, object, effect);
  for (const role of effect.roles) {
    for (const key of keys) if (key !== undefined) changePrivileges(draft, role, key, effect);
    for (const schema of effect.schemas ?? []) mayHavePrivileges(draft, role, `all in ${schema}`);
  }
}

const onNames = ({ on }: Grant): string => (on === "OBJECT_TABLE" ? tableOrSequence : on);

/** Of which kind it is, is looked at last. */
const relationOf = ({ class: of }: RelationRef): Wanted => ({
  ...anyRelation,
  kinds: [of === "sequence" ? "sequence" : "table", ...anyRelation.kinds],
});

const isRelation = (object: ObjectRef): object is RelationRef =>
  object.class === "relation" || object.class === "sequence";

function requireGranted(draft: Draft, object: ObjectRef, effect: Grant): void {
  if (!isRelation(object)) return;
  requireObject(draft, object);
  const { key, found } = findRelation(draft.catalog, object.name);
  if (!isThere(found)) return;
  forbidSequencePrivileges(found, effect);
  for (const column of effect.columns) requireColumnOf(draft, key, found, column, found.name);
}

/** The grantees, FOR ROLE, then the schemas. */
export function defaultPrivileges(draft: Draft, effect: DefaultPrivileges): void {
  draft.touched = true;
  const roles = [...effect.roles, ...effect.of];
  for (const role of roles) requireRole(draft, role);
  forbidPrivileges(draft, { ...effect, columnPrivileges: [] });
  for (const schema of effect.schemas) requireSchema(draft, schema);
  for (const role of roles) mayHavePrivileges(draft, role, "default privileges");
}
