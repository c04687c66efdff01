import type { DefaultPrivileges, Grant } from "../../effects/objects/grant.ts";
import type { ObjectRef } from "../../effects/objects/object-ref.ts";
import type { Draft } from "../draft.ts";
import { findRelation } from "../look-up.ts";
import { isThere } from "../names.ts";
import { changePrivileges, mayHavePrivileges } from "./privileges.ts";
import { requireRole, requireSchema } from "./require.ts";
import { requireColumnOf, requireObject } from "./require-object.ts";

/**
 * ExecuteGrantStmt: the objects, then the roles, then the columns. Privileges are no part of what is compared, as a
 * second GRANT changes nothing; who was given one is kept, as it may not be dropped.
 */
export function grant(draft: Draft, effect: Grant): void {
  draft.touched = true;
  for (const schema of effect.schemas ?? []) requireSchema(draft, schema);
  const keys = effect.objects.map((object) => requireObject(draft, object));
  for (const role of effect.roles) requireRole(draft, role);
  for (const object of effect.objects) requireGranted(draft, object, effect.columns);
  for (const role of effect.roles) {
    for (const key of keys) if (key !== undefined) changePrivileges(draft, role, key, effect);
    for (const schema of effect.schemas ?? []) mayHavePrivileges(draft, role, `all in ${schema}`);
  }
}

function requireGranted(draft: Draft, object: ObjectRef, columns: readonly string[]): void {
  if (object.class !== "relation") return;
  const { key, found } = findRelation(draft.catalog, object.name);
  if (!isThere(found)) return;
  for (const column of columns) requireColumnOf(draft, key, found, column, found.name);
}

/** The grantees, FOR ROLE, then the schemas. */
export function defaultPrivileges(draft: Draft, effect: DefaultPrivileges): void {
  draft.touched = true;
  const roles = [...effect.roles, ...effect.of];
  for (const role of roles) requireRole(draft, role);
  for (const schema of effect.schemas) requireSchema(draft, schema);
  for (const role of roles) mayHavePrivileges(draft, role, "default privileges");
}
