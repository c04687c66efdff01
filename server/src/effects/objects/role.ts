import type {
  AlterRoleStmt,
  CreateRoleStmt,
  DefElem,
  DropOwnedStmt,
  GrantRoleStmt,
  ReassignOwnedStmt,
} from "@pgsql/types";
import { definition } from "../definition.ts";
import type { EffectBase } from "../effect.ts";
import { roleName } from "../relations/role-name.ts";
import { type AlterPlain, alter, plain } from "./plain.ts";
import { itemsOf, options, roles } from "./read.ts";

export type RoleEffect = CreateRole | GrantRole | DropOwned | ReassignOwned;

/** CREATE ROLE, USER, GROUP. */
export interface CreateRole extends EffectBase {
  readonly kind: "create-role";
  readonly verb: "create";
  readonly class: "role";
  readonly name: string;
  /** IN ROLE. */
  readonly memberOf: readonly string[];
  /** ROLE, ADMIN. */
  readonly members: readonly string[];
  /** The options that are given and not turned off, as the grammar calls them: superuser, canlogin, password … */
  readonly attributes: readonly string[];
  readonly definition: string;
}

/** GRANT and REVOKE of a membership. */
export interface GrantRole extends EffectBase {
  readonly kind: "grant-role";
  readonly verb: "alter";
  readonly class: "role";
  readonly grant: boolean;
  readonly roles: readonly string[];
  readonly to: readonly string[];
}

export interface DropOwned extends EffectBase {
  readonly kind: "drop-owned";
  readonly verb: "drop";
  readonly roles: readonly string[];
  readonly cascade: boolean;
}

export interface ReassignOwned extends EffectBase {
  readonly kind: "reassign-owned";
  readonly verb: "alter";
  readonly roles: readonly string[];
  readonly to: string;
}

export function createRole(node: CreateRoleStmt): CreateRole {
  const written = options(node.options);
  const listed = (name: string): readonly string[] => roles([...itemsOf(written.get(name)?.arg)]);
  const attributes = [...written.values()].filter((one) => !memberships.has(one.defname ?? ""));
  return {
    kind: "create-role",
    verb: "create",
    class: "role",
    name: node.role ?? "",
    memberOf: listed("addroleto"),
    members: [...listed("rolemembers"), ...listed("adminmembers")],
    attributes: attributes.filter(isOn).map((one) => one.defname ?? ""),
    definition: definition([node.stmt_type === "ROLESTMT_USER", attributes]),
  };
}

/** Not NOSUPERUSER, nor PASSWORD NULL. */
const isOn = ({ arg }: DefElem): boolean =>
  arg !== undefined && !("Boolean" in arg && arg.Boolean.boolval !== true);

const memberships = new Set(["addroleto", "rolemembers", "adminmembers"]);

/** ALTER GROUP … ADD USER is a GRANT of the group. */
export function alterRole(node: AlterRoleStmt): AlterPlain | GrantRole {
  const name = roleName(node.role);
  const written = options(node.options);
  const members = written.get("rolemembers");
  if (members) return grant(node.action !== -1, [name], roles([...itemsOf(members.arg)]));
  return alter(plain("role", name), {
    changes: [...written].map(([aspect, option]) => ({ aspect, text: definition(option.arg) })),
  });
}

export const grantRole = (node: GrantRoleStmt): GrantRole =>
  grant(
    node.is_grant ?? false,
    (node.granted_roles ?? []).flatMap((one) =>
      "AccessPriv" in one ? [one.AccessPriv.priv_name ?? ""] : [],
    ),
    roles(node.grantee_roles),
  );

const grant = (granted: boolean, which: readonly string[], to: readonly string[]): GrantRole => ({
  kind: "grant-role",
  verb: "alter",
  class: "role",
  grant: granted,
  roles: which,
  to,
});

export const dropOwned = (node: DropOwnedStmt): DropOwned => ({
  kind: "drop-owned",
  verb: "drop",
  roles: roles(node.roles),
  cascade: node.behavior === "DROP_CASCADE",
});

export const reassignOwned = (node: ReassignOwnedStmt): ReassignOwned => ({
  kind: "reassign-owned",
  verb: "alter",
  roles: roles(node.roles),
  to: roleName(node.newrole),
});
