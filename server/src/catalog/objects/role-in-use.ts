import { type Draft, doubt, refuse } from "../draft.ts";
import { isTable } from "../relations/require.ts";
import { hasPrivileges } from "./privileges.ts";
import { ownedBy } from "./rename-role.ts";

/** 2BP01: it owns something, or a policy is for it, or it has privileges. */
export function forbidRoleInUse(draft: Draft, role: string): void {
  const { catalog } = draft;
  const forPolicy = catalog.relations.known.some(
    (relation) =>
      isTable(relation) && relation.policies.known.some(({ roles }) => roles.includes(role)),
  );
  const privileges = hasPrivileges(draft, role);
  if (ownedBy(catalog, role).length > 0 || forPolicy || privileges === true)
    refuse("2BP01", `role "${role}" cannot be dropped because some objects depend on it`, {
      class: "role",
      name: role,
    });
  if (privileges === "perhaps") doubt(draft, `role "${role}" may still have privileges`);
}
