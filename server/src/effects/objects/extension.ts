import type {
  AlterExtensionContentsStmt,
  AlterExtensionStmt,
  CreateExtensionStmt,
} from "@pgsql/types";
import type { EffectBase } from "../effect.ts";
import { type ObjectRef, objectRef } from "./object-ref.ts";
import { ifNotExists, options, stringOf } from "./read.ts";

export type ExtensionEffect = CreateExtension | AlterExtension;

export interface CreateExtension extends EffectBase {
  readonly kind: "create-extension";
  readonly verb: "create";
  readonly class: "extension";
  readonly name: string;
  readonly schema?: string;
  readonly version?: string;
  readonly cascade: boolean;
}

/** UPDATE, ADD member, DROP member. */
export interface AlterExtension extends EffectBase {
  readonly kind: "alter-extension";
  readonly verb: "alter";
  readonly class: "extension";
  readonly name: string;
  readonly change:
    | { readonly kind: "update"; readonly version?: string }
    | { readonly kind: "add" | "drop"; readonly object?: ObjectRef };
}

export function createExtension(node: CreateExtensionStmt): CreateExtension {
  const written = options(node.options);
  const schema = stringOf(written.get("schema")?.arg);
  const version = stringOf(written.get("new_version")?.arg);
  return {
    kind: "create-extension",
    verb: "create",
    class: "extension",
    name: node.extname ?? "",
    ...(schema === undefined ? {} : { schema }),
    ...(version === undefined ? {} : { version }),
    cascade: written.has("cascade"),
    ...ifNotExists(node.if_not_exists),
  };
}

export function updateExtension(node: AlterExtensionStmt): AlterExtension {
  const version = stringOf(options(node.options).get("new_version")?.arg);
  return {
    kind: "alter-extension",
    verb: "alter",
    class: "extension",
    name: node.extname ?? "",
    change: { kind: "update", ...(version === undefined ? {} : { version }) },
  };
}

export function changeMembers(node: AlterExtensionContentsStmt): AlterExtension {
  const object = objectRef(node.objtype, node.object);
  return {
    kind: "alter-extension",
    verb: "alter",
    class: "extension",
    name: node.extname ?? "",
    change: { kind: node.action === -1 ? "drop" : "add", ...(object ? { object } : {}) },
  };
}
