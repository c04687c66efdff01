import type { RuleStmt } from "@pgsql/types";
import { definition } from "../definition.ts";
import type { EffectBase } from "../effect.ts";
import { rangeName } from "../expressions/names.ts";
import type { NameRef } from "../type-ref.ts";
import type { ChildRef } from "./object-ref.ts";
import { orReplace } from "./read.ts";

/** CREATE RULE: of the rewriter, not of this product. */
export interface CreateRule extends EffectBase {
  readonly kind: "create-rule";
  readonly verb: "create";
  readonly class: "rule";
  readonly name: string;
  readonly table: NameRef;
  /** Canonical text of all but the names and OR REPLACE. */
  readonly definition: string;
}

/** Triggers, policies, rules: what goes by a name on one relation. */
export interface DropChild extends EffectBase {
  readonly kind: "drop-child";
  readonly verb: "drop";
  readonly class: "trigger" | "policy" | "rule";
  readonly on: NameRef;
  readonly name: string;
  readonly cascade: boolean;
}

export interface RenameChild extends EffectBase {
  readonly kind: "rename-child";
  readonly verb: "rename";
  readonly class: "trigger" | "policy" | "rule";
  readonly on: NameRef;
  readonly name: string;
  readonly to: string;
}

export type ChildEffect = CreateRule | DropChild | RenameChild;

export function createRule(node: RuleStmt): CreateRule {
  const { relation, rulename, replace, ...rest } = node;
  return {
    kind: "create-rule",
    verb: "create",
    class: "rule",
    name: rulename ?? "",
    table: rangeName(relation),
    definition: definition(rest),
    ...orReplace(replace),
  };
}

/** A constraint is a matter of ALTER TABLE. */
export const isChild = (ref: ChildRef): ref is ChildRef & { readonly class: DropChild["class"] } =>
  ref.class !== "constraint";
