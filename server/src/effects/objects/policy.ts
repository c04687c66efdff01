import type { AlterPolicyStmt, CreatePolicyStmt } from "@pgsql/types";
import type { EffectBase } from "../effect.ts";
import { rangeName } from "../expressions/names.ts";
import { type WrittenExpression, writtenExpression } from "../relations/written-expression.ts";
import type { NameRef } from "../type-ref.ts";
import { roles } from "./read.ts";

export interface CreatePolicy extends EffectBase {
  readonly kind: "create-policy";
  readonly verb: "create";
  readonly class: "policy";
  readonly name: string;
  readonly table: NameRef;
  readonly command: "all" | "select" | "insert" | "update" | "delete";
  readonly permissive: boolean;
  readonly roles: readonly string[];
  readonly using?: WrittenExpression;
  readonly check?: WrittenExpression;
}

/** What is left out stays as it is. */
export interface AlterPolicy extends EffectBase {
  readonly kind: "alter-policy";
  readonly verb: "alter";
  readonly class: "policy";
  readonly name: string;
  readonly table: NameRef;
  readonly roles?: readonly string[];
  readonly using?: WrittenExpression;
  readonly check?: WrittenExpression;
}

export const createPolicy = (node: CreatePolicyStmt): CreatePolicy => ({
  kind: "create-policy",
  verb: "create",
  class: "policy",
  name: node.policy_name ?? "",
  table: rangeName(node.table),
  command: (node.cmd_name ?? "all") as CreatePolicy["command"],
  permissive: node.permissive ?? false,
  roles: roles(node.roles),
  ...expressions(node),
});

export const alterPolicy = (node: AlterPolicyStmt): AlterPolicy => ({
  kind: "alter-policy",
  verb: "alter",
  class: "policy",
  name: node.policy_name ?? "",
  table: rangeName(node.table),
  ...(node.roles ? { roles: roles(node.roles) } : {}),
  ...expressions(node),
});

const expressions = (
  node: CreatePolicyStmt | AlterPolicyStmt,
): { readonly using?: WrittenExpression; readonly check?: WrittenExpression } => ({
  ...(node.qual ? { using: writtenExpression(node.qual) } : {}),
  ...(node.with_check ? { check: writtenExpression(node.with_check) } : {}),
});
