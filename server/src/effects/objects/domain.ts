import type { AlterDomainStmt, Constraint, CreateDomainStmt, Node } from "@pgsql/types";
import { definition } from "../definition.ts";
import type { EffectBase } from "../effect.ts";
import { dotted } from "../expressions/names.ts";
import { type WrittenExpression, writtenExpression } from "../relations/written-expression.ts";
import type { NameRef, TypeRef } from "../type-ref.ts";
import { typeRef } from "./read.ts";

export type DomainEffect = CreateDomain | AlterDomain | RenameDomainConstraint;

export interface CreateDomain extends EffectBase {
  readonly kind: "create-domain";
  readonly verb: "create";
  readonly name: NameRef;
  readonly base: TypeRef;
  readonly collation?: NameRef;
  readonly notNull: boolean;
  readonly default?: WrittenExpression;
  readonly constraints: readonly DomainConstraint[];
}

export interface DomainConstraint {
  readonly name?: string;
  readonly type: "check" | "not null";
  readonly definition: string;
  readonly expression?: WrittenExpression;
  readonly validated: boolean;
}

export interface AlterDomain extends EffectBase {
  readonly kind: "alter-domain";
  readonly verb: "add" | "drop" | "alter";
  readonly name: NameRef;
  readonly change:
    | { readonly kind: "set-default"; readonly default?: WrittenExpression }
    | { readonly kind: "set-not-null"; readonly notNull: boolean }
    | { readonly kind: "add-constraint"; readonly constraint: DomainConstraint }
    | { readonly kind: "drop-constraint"; readonly constraint: string; readonly cascade: boolean }
    | { readonly kind: "validate-constraint"; readonly constraint: string };
}

export interface RenameDomainConstraint extends EffectBase {
  readonly kind: "rename-domain-constraint";
  readonly verb: "rename";
  readonly name: NameRef;
  readonly constraint: string;
  readonly to: string;
}

export function createDomain(node: CreateDomainStmt): CreateDomain {
  const written = (node.constraints ?? []).flatMap((one) =>
    "Constraint" in one ? [one.Constraint] : [],
  );
  const fallback = written.find((one) => one.contype === "CONSTR_DEFAULT");
  return {
    kind: "create-domain",
    verb: "create",
    name: dotted(node.domainname),
    base: typeRef(node.typeName),
    ...(node.collClause ? { collation: dotted(node.collClause.collname) } : {}),
    notNull: written.some((one) => one.contype === "CONSTR_NOTNULL"),
    ...(fallback ? { default: writtenExpression(fallback.raw_expr) } : {}),
    constraints: written.filter((one) => one.contype === "CONSTR_CHECK").map(domainConstraint),
  };
}

export function alterDomain(node: AlterDomainStmt): AlterDomain {
  const name = dotted(node.typeName);
  const base = { kind: "alter-domain" as const, name };
  const constraint = node.name ?? "";
  switch (node.subtype) {
    case "T":
      return {
        ...base,
        verb: "alter",
        change: {
          kind: "set-default",
          ...(node.def ? { default: writtenExpression(node.def) } : {}),
        },
      };
    case "C":
      return {
        ...base,
        verb: "add",
        change: { kind: "add-constraint", constraint: domainConstraint(constraintOf(node.def)) },
      };
    case "X":
      return {
        ...base,
        verb: "drop",
        change: {
          kind: "drop-constraint",
          constraint,
          cascade: node.behavior === "DROP_CASCADE",
        },
        ...(node.missing_ok ? { guard: "if exists" as const } : {}),
      };
    case "V":
      return { ...base, verb: "alter", change: { kind: "validate-constraint", constraint } };
    default:
      return {
        ...base,
        verb: "alter",
        change: { kind: "set-not-null", notNull: node.subtype === "O" },
      };
  }
}

const constraintOf = (node: Node | undefined): Constraint =>
  node && "Constraint" in node ? node.Constraint : {};

const domainConstraint = (node: Constraint): DomainConstraint => ({
  ...(node.conname === undefined ? {} : { name: node.conname }),
  type: node.contype === "CONSTR_NOTNULL" ? "not null" : "check",
  definition: definition(node.raw_expr),
  ...(node.raw_expr ? { expression: writtenExpression(node.raw_expr) } : {}),
  validated: !node.skip_validation,
});
