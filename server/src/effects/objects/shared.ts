import type {
  AlterObjectSchemaStmt,
  AlterOwnerStmt,
  DropRoleStmt,
  DropStmt,
  RenameStmt,
} from "@pgsql/types";
import type { Effect } from "../effect.ts";
import { roleName } from "../relations/role-name.ts";
import {
  type ObjectRef,
  objectRef,
  type PlainRef,
  type RoutineRef,
  type TypeObjectRef,
} from "./object-ref.ts";
import { alter, drop, plain } from "./plain.ts";
import { isPlainClass } from "./plain-class.ts";
import { ifExists, nameOf, roles } from "./read.ts";
import { isChild } from "./rule.ts";

/** DROP of anything but a relation. */
export function dropObjects(node: DropStmt): readonly Effect[] | undefined {
  const refs = (node.objects ?? []).map((object) => objectRef(node.removeType, object));
  const cascade = node.behavior === "DROP_CASCADE";
  const guard = ifExists(node.missing_ok);
  const plainOnes = refs.filter(isPlain);
  if (plainOnes.length > 0) return drop(plainOnes, cascade, guard);
  const types = refs.filter(isType);
  const routines = refs.filter(isRoutine);
  return refs.flatMap((ref, part): readonly Effect[] => {
    if (!ref) return [];
    switch (ref.class) {
      case "type":
      case "domain": {
        const { class: of, type } = ref;
        const drop = { kind: "drop-type", verb: "drop", class: of, type } as const;
        return [{ ...drop, together: types, cascade, part, ...guard }];
      }
      case "function":
      case "procedure":
      case "aggregate":
      case "routine": {
        const drop = {
          kind: "drop-routine",
          verb: "drop",
          class: ref.class,
          routine: ref,
        } as const;
        return [{ ...drop, together: routines, cascade, part, ...guard }];
      }
      case "trigger":
      case "policy":
      case "rule": {
        const { class: of, on, name } = ref;
        return [{ kind: "drop-child", verb: "drop", class: of, on, name, cascade, ...guard }];
      }
      default:
        return [];
    }
  });
}

export const dropRoles = (node: DropRoleStmt): readonly Effect[] =>
  drop(
    roles(node.roles).map((name) => plain("role", name)),
    false,
    ifExists(node.missing_ok),
  );

export function renameObject(node: RenameStmt): readonly Effect[] | undefined {
  const to = node.newname ?? "";
  const guard = ifExists(node.missing_ok);
  const verb = "rename";
  if (node.renameType === "OBJECT_DOMCONSTRAINT")
    return [
      {
        kind: "rename-domain-constraint",
        verb,
        name: nameOf(node.object),
        constraint: node.subname ?? "",
        to,
      },
    ];
  const ref = renamed(node);
  if (!ref) return undefined;
  if (isPlain(ref))
    return [{ kind: "rename-plain", verb, class: ref.class, object: ref, to, ...guard }];
  switch (ref.class) {
    case "type":
    case "domain":
      return [{ kind: "rename-type", verb, class: ref.class, name: bare(ref), to }];
    case "function":
    case "procedure":
    case "aggregate":
    case "routine":
      return [{ kind: "rename-routine", verb, class: ref.class, routine: ref, to }];
    case "trigger":
    case "policy":
    case "rule":
      return isChild(ref)
        ? [
            {
              kind: "rename-child",
              verb,
              class: ref.class,
              on: ref.on,
              name: ref.name,
              to,
              ...guard,
            },
          ]
        : undefined;
    default:
      return undefined;
  }
}

/** Schemas, roles and databases are named by `subname`; triggers, policies and rules by it and the relation. */
function renamed(node: RenameStmt): ObjectRef | undefined {
  const { renameType, object, relation, subname } = node;
  if (subname === undefined) return objectRef(renameType, object, relation);
  const name = { String: { sval: subname } };
  return relation
    ? objectRef(renameType, { List: { items: [name] } }, relation)
    : objectRef(renameType, name);
}

export function moveObject(node: AlterObjectSchemaStmt): readonly Effect[] | undefined {
  const ref = objectRef(node.objectType, node.object, node.relation);
  if (!ref) return undefined;
  const to = node.newschema ?? "";
  const verb = "move";
  if (isPlain(ref)) return [{ kind: "move-plain", verb, class: ref.class, object: ref, to }];
  if (isType(ref)) return [{ kind: "move-type", verb, class: ref.class, name: bare(ref), to }];
  if (isRoutine(ref)) return [{ kind: "move-routine", verb, class: ref.class, routine: ref, to }];
  return undefined;
}

export function changeOwner(node: AlterOwnerStmt): readonly Effect[] | undefined {
  const ref = objectRef(node.objectType, node.object, node.relation);
  const owner = roleName(node.newowner);
  if (!ref) return undefined;
  if (isPlain(ref)) return [alter(ref, { owner })];
  if (isType(ref))
    return [{ kind: "alter-type", verb: "alter", class: ref.class, name: bare(ref), owner }];
  if (isRoutine(ref))
    return [
      { kind: "alter-routine", verb: "alter", class: ref.class, routine: ref, owner, changes: [] },
    ];
  return ref.class === "large object"
    ? [{ kind: "session-command", verb: "session", command: "alter large object" }]
    : undefined;
}

const bare = (ref: TypeObjectRef): { readonly schema?: string; readonly name: string } => ({
  ...(ref.type.schema === undefined ? {} : { schema: ref.type.schema }),
  name: ref.type.name,
});

const isType = (ref: ObjectRef | undefined): ref is TypeObjectRef =>
  ref?.class === "type" || ref?.class === "domain";

const isRoutine = (ref: ObjectRef | undefined): ref is RoutineRef =>
  ref?.class === "function" ||
  ref?.class === "procedure" ||
  ref?.class === "aggregate" ||
  ref?.class === "routine";

/** All the classes that plain.ts lists. */
const isPlain = (ref: ObjectRef | undefined): ref is PlainRef =>
  ref !== undefined && isPlainClass(ref.class);
