import type { DefaultPrivileges, Grant } from "../../effects/objects/grant.ts";
import type { ObjectRef } from "../../effects/objects/object-ref.ts";
import type { Draft } from "../draft.ts";
import { findRelation } from "../look-up.ts";
import { isThere } from "../names.ts";
import { findPlain } from "./plain.ts";
import { isRoleKeyword, requireRole, requireSchema } from "./require.ts";
import { requireColumnOf, requireObject } from "./require-object.ts";
import { setMember } from "./role.ts";

/**
 * ExecuteGrantStmt: the objects, then the roles, then the columns. Privileges themselves are not kept, as a second
 * GRANT changes nothing; who was ever given one is, as it may not be dropped.
 */
export function grant(draft: Draft, effect: Grant): void {
  draft.touched = true;
  for (const schema of effect.schemas ?? []) requireSchema(draft, schema);
  const keys = effect.objects.map((object) => requireObject(draft, object));
  for (const role of effect.roles) requireRole(draft, role);
  for (const object of effect.objects) requireGranted(draft, object, effect.columns);
  if (!effect.grant) return;
  const objects = [...keys, ...(effect.schemas ?? []).map((schema) => `schema:${schema}`)];
  for (const role of effect.roles)
    for (const key of objects) if (key !== undefined) setPrivilege(draft, role, `on ${key}`);
}

function requireGranted(draft: Draft, object: ObjectRef, columns: readonly string[]): void {
  if (object.class !== "relation") return;
  const { key, found } = findRelation(draft.catalog, object.name);
  if (!isThere(found)) return;
  for (const column of columns) requireColumnOf(draft, key, found, column, found.name);
}

/** Of roles that were there before and are never dropped nothing need be known. */
function setPrivilege(draft: Draft, role: string, key: string): void {
  if (isRoleKeyword(role)) return;
  const found = findPlain(draft.catalog, "role", role);
  if (isThere(found) && found.definition !== "built in") setMember(draft, role, key, "privilege");
}

/** FOR ROLE, the grantees, then the schemas. */
export function defaultPrivileges(draft: Draft, effect: DefaultPrivileges): void {
  draft.touched = true;
  for (const role of [...effect.of, ...effect.roles]) requireRole(draft, role);
  for (const schema of effect.schemas) requireSchema(draft, schema);
  if (!effect.grant) return;
  for (const role of [...effect.of, ...effect.roles])
    setPrivilege(draft, role, "on default privileges:");
}
