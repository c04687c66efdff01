import type { Grant } from "../../effects/objects/grant.ts";
import { isPlainClass } from "../../effects/objects/plain-class.ts";
import type { PlainObject } from "../catalog.ts";
import type { Draft } from "../draft.ts";
import { plainNames } from "../look-up.ts";
import { emptyNames, isThere, put, remove } from "../names.ts";
import { findPlain, putPlain } from "./plain.ts";
import { isRoleKeyword } from "./require.ts";

/** Privileges are among a role's members, by `on` and the object's key. */
const on = (key: string): string => `on ${key}`;
const all = "all";

/** What a role may do with an object: so long as it is anything, the role may not be dropped. */
export function changePrivileges(draft: Draft, role: string, key: string, effect: Grant): void {
  const found = ownRole(draft, role);
  if (!found) return;
  const members = found.members ?? emptyNames<string>(false);
  const before = members.known.get(on(key))?.split(",") ?? [];
  const named = [...effect.privileges, ...effect.columnPrivileges];
  const written = named.length === 0 ? [all] : named;
  const after = effect.grant
    ? [...new Set([...before, ...written])].sort()
    : written.includes(all)
      ? []
      : before.filter((privilege) => !written.includes(privilege));
  putPlain(draft, "role", role, {
    ...found,
    members: after.length > 0 ? put(members, on(key), after.join(",")) : remove(members, on(key)),
  });
}

/** ALL TABLES IN SCHEMA, default privileges: what is left of them is not followed. */
export function mayHavePrivileges(draft: Draft, role: string, what: string): void {
  const found = ownRole(draft, role);
  if (!found) return;
  const members = found.members ?? emptyNames<string>(false);
  putPlain(draft, "role", role, { ...found, members: put(members, on(what), "perhaps") });
}

/** Of roles that PostgreSQL brings nothing need be known: nobody drops them. */
function ownRole(draft: Draft, role: string): PlainObject | undefined {
  if (isRoleKeyword(role)) return undefined;
  const found = findPlain(draft.catalog, "role", role);
  return isThere(found) && found.definition !== "built in" ? found : undefined;
}

/** Whether a privilege keeps a role from being dropped. */
export function hasPrivileges(draft: Draft, role: string): boolean | "perhaps" {
  const members = plainNames(draft.catalog, "role").known.get(role)?.members?.known;
  let perhaps = false;
  for (const [key, what] of members ?? []) {
    if (!key.startsWith("on ")) continue;
    if (what === "perhaps") perhaps = true;
    else if (isObjectThere(draft, key.slice("on ".length))) return true;
  }
  return perhaps ? "perhaps" : false;
}

/** Privileges go with the object that they are on. */
function isObjectThere({ catalog }: Draft, key: string): boolean {
  const colon = key.indexOf(":");
  const [of, rest] = [key.slice(0, colon), key.slice(colon + 1)];
  if (colon < 0) return catalog.relations.known.has(key);
  if (of === "routine") return catalog.routines.known.has(rest);
  if (of === "type") return catalog.types.known.has(rest) || catalog.relations.known.has(rest);
  return isPlainClass(of) && isThere(findPlain(catalog, of, rest));
}

/** DROP OWNED takes them away too. */
export function forgetPrivileges(draft: Draft, role: string): void {
  const found = plainNames(draft.catalog, "role").known.get(role);
  if (!found?.members) return;
  const known = found.members.known.filter((_, key) => !key.startsWith("on "));
  putPlain(draft, "role", role, { ...found, members: { ...found.members, known } });
}
