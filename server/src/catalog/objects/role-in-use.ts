import { type Draft, doubt, refuse } from "../draft.ts";
import { plainNames } from "../look-up.ts";
import { isTable } from "../relations/require.ts";
import { ownedBy } from "./rename-role.ts";

/** 2BP01: it owns something, or a policy is for it. Whether privileges were taken away again is not followed. */
export function forbidRoleInUse(draft: Draft, role: string): void {
  const { catalog } = draft;
  const forPolicy = catalog.relations.known.some(
    (relation) =>
      isTable(relation) && relation.policies.known.some(({ roles }) => roles.includes(role)),
  );
  if (ownedBy(catalog, role).length > 0 || forPolicy)
    refuse("2BP01", `role "${role}" cannot be dropped because some objects depend on it`, {
      class: "role",
      name: role,
    });
  const granted = plainNames(catalog, "role").known.get(role)?.members;
  if (granted?.known.some((what, on) => what === "privilege" && mayBeThere(draft, on)))
    doubt(draft, `role "${role}" may still have privileges`);
}

/** Privileges go with the relation that they are on; of other objects it is not looked up. */
const mayBeThere = (draft: Draft, on: string): boolean =>
  on.includes(":") || draft.catalog.relations.known.has(on.slice("on ".length));
