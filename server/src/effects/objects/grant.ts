import type { AccessPriv, AlterDefaultPrivilegesStmt, GrantStmt, Node } from "@pgsql/types";
import type { EffectBase } from "../effect.ts";
import { rangeName, texts } from "../expressions/names.ts";
import { type ObjectRef, objectRef } from "./object-ref.ts";
import { itemsOf, nameOf, options, roles } from "./read.ts";

export type PrivilegeEffect = Grant | DefaultPrivileges;

/** GRANT and REVOKE of privileges: again, it changes nothing. */
export interface Grant extends EffectBase {
  readonly kind: "grant";
  readonly verb: "alter";
  readonly grant: boolean;
  /** ALL TABLES IN SCHEMA …: the schemas. */
  readonly schemas?: readonly string[];
  readonly objects: readonly ObjectRef[];
  readonly columns: readonly string[];
  /** What is granted on, as the statement says it: OBJECT_TABLE, OBJECT_SEQUENCE … */
  readonly on: string;
  /** ALL where neither these nor those of columns are written. */
  readonly privileges: readonly string[];
  readonly columnPrivileges: readonly string[];
  readonly roles: readonly string[];
}

export interface DefaultPrivileges extends EffectBase {
  readonly kind: "default-privileges";
  readonly verb: "alter";
  readonly grant: boolean;
  /** FOR ROLE. */
  readonly of: readonly string[];
  readonly schemas: readonly string[];
  /** As in Grant. */
  readonly on: string;
  readonly privileges: readonly string[];
  readonly roles: readonly string[];
}

export function grant(node: GrantStmt): Grant {
  const objects = node.objects ?? [];
  const all = node.targtype === "ACL_TARGET_ALL_IN_SCHEMA";
  const privileges = accessPrivileges(node.privileges);
  return {
    kind: "grant",
    verb: "alter",
    grant: node.is_grant ?? false,
    ...(all ? { schemas: texts(objects) } : {}),
    objects: all ? [] : objects.flatMap((object) => granted(node.objtype, object)),
    columns: privileges.flatMap((one) => texts(one.cols)),
    on: node.objtype ?? "",
    privileges: privileges.filter((one) => !one.cols).map(named),
    columnPrivileges: privileges.filter((one) => one.cols).map(named),
    roles: roles(node.grantees),
  };
}

const named = ({ priv_name = "all" }: AccessPriv): string => priv_name;

const accessPrivileges = (nodes: readonly Node[] | undefined): readonly AccessPriv[] =>
  (nodes ?? []).flatMap((one) => ("AccessPriv" in one ? [one.AccessPriv] : []));

function granted(objectType: string | undefined, object: Node): readonly ObjectRef[] {
  if ("RangeVar" in object)
    return [
      {
        class: objectType === "OBJECT_SEQUENCE" ? "sequence" : "relation",
        name: rangeName(object.RangeVar),
      },
    ];
  if (objectType === "OBJECT_TYPE" || objectType === "OBJECT_DOMAIN")
    return [
      {
        class: objectType === "OBJECT_TYPE" ? "type" : "domain",
        type: { ...nameOf(object), dimensions: 0 },
      },
    ];
  const ref = objectRef(objectType, object);
  return ref ? [ref] : [];
}

export function defaultPrivileges(node: AlterDefaultPrivilegesStmt): DefaultPrivileges {
  const written = options(node.options);
  return {
    kind: "default-privileges",
    verb: "alter",
    grant: node.action?.is_grant ?? false,
    of: roles([...itemsOf(written.get("roles")?.arg)]),
    schemas: texts([...itemsOf(written.get("schemas")?.arg)]),
    on: node.action?.objtype ?? "",
    privileges: accessPrivileges(node.action?.privileges).map(named),
    roles: roles(node.action?.grantees),
  };
}
