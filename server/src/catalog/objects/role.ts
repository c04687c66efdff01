import type {
  CreateRole,
  DropOwned,
  GrantRole,
  ReassignOwned,
} from "../../effects/objects/role.ts";
import type { PlainObject } from "../catalog.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { plainNames } from "../look-up.ts";
import { emptyNames, isThere, put, remove } from "../names.ts";
import { deleteThings } from "../relations/delete.ts";
import type { Thing } from "../relations/things.ts";
import { mayExist } from "./place.ts";
import { findPlain, putPlain } from "./plain.ts";
import { forgetPrivileges } from "./privileges.ts";
import { changeOwners, ownedBy } from "./rename-role.ts";
import { isRoleKeyword, requireRole } from "./require.ts";

export function createRole(draft: Draft, effect: CreateRole): void {
  const { name } = effect;
  const subject = { class: "role" as const, name };
  if (/^pg_/.test(name) || name === "public" || name === "none")
    refuse("42939", `role name "${name}" is reserved`, subject);
  const found = findPlain(draft.catalog, "role", name);
  if (isThere(found)) refuse("42710", `role "${name}" already exists`, subject);
  if (found === "unknown") mayExist(draft, `role "${name}"`);
  for (const other of [...effect.memberOf, ...effect.members]) requireRole(draft, other);
  let members = emptyNames<string>(true);
  for (const role of effect.memberOf) members = put(members, role, "member");
  putPlain(draft, "role", name, {
    name,
    definition: effect.definition,
    origin: draft.origin,
    members,
  });
  for (const member of effect.members) setMember(draft, member, name, "member");
}

/** What a role is a member of. */
function setMember(draft: Draft, role: string, of: string, what: "member" | undefined): void {
  if (isRoleKeyword(role)) return;
  const found: PlainObject = plainNames(draft.catalog, "role").known.get(role) ?? {
    name: role,
    definition: "unknown",
    origin: "assumed",
  };
  const members = found.members ?? emptyNames<string>(false);
  putPlain(draft, "role", role, {
    ...found,
    members: what ? put(members, of, what) : remove(members, of),
  });
}

/** GRANT again, REVOKE of what was not granted: a notice, a warning, no change. */
export function grantRole(draft: Draft, effect: GrantRole): void {
  for (const role of [...effect.to, ...effect.roles]) requireRole(draft, role);
  draft.touched = true;
  for (const role of effect.roles)
    for (const to of effect.to) {
      if (effect.grant && (to === role || isMember(draft, role, to)))
        refuse("0LP01", `role "${role}" is a member of role "${to}"`, {
          class: "role",
          name: role,
        });
      setMember(draft, to, role, effect.grant ? "member" : undefined);
    }
}

/** Directly or through other roles, as far as is known. */
function isMember(draft: Draft, role: string, of: string, seen = new Set<string>()): boolean {
  if (seen.has(role)) return false;
  seen.add(role);
  const members = plainNames(draft.catalog, "role").known.get(role)?.members?.known;
  return [...(members ?? [])].some(
    ([name, what]) => what === "member" && (name === of || isMember(draft, name, of, seen)),
  );
}

export function dropOwned(draft: Draft, effect: DropOwned): void {
  for (const role of effect.roles) requireRole(draft, role);
  draft.touched = true;
  for (const role of effect.roles) {
    const things = ownedBy(draft.catalog, role).map(thing);
    if (!draft.catalog.closed) doubt(draft, `what role "${role}" owns is not known`);
    deleteThings(draft, things, effect.cascade ? "cascade" : "restrict");
    forgetPrivileges(draft, role);
  }
}

function thing(key: string): Thing {
  const colon = key.indexOf(":");
  const [of, rest] = [key.slice(0, colon), key.slice(colon + 1)];
  if (colon < 0) return { kind: "relation", key };
  if (of === "type" || of === "routine") return { kind: of, key: rest };
  return { kind: "plain", class: of as Extract<Thing, { kind: "plain" }>["class"], key: rest };
}

export function reassignOwned(draft: Draft, effect: ReassignOwned): void {
  for (const role of [...effect.roles, effect.to]) requireRole(draft, role);
  draft.touched = true;
  changeOwners(draft, (owner) => (effect.roles.includes(owner) ? effect.to : owner));
}
