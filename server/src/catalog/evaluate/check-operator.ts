import { type ArgumentType, isPolymorphic } from "../builtin/can-coerce.ts";
import { builtinOperators } from "../builtin/operators.ts";
import { operatorForms, resolveOperator } from "../builtin/resolve.ts";
import { refuse } from "../draft.ts";
import { plainNames } from "../look-up.ts";
import { argumentType, enumKey, fromArgumentType } from "./argument-type.ts";
import type { Checking } from "./check-context.ts";
import { checkOperands, isKnownType, type Operand, shown } from "./check-types.ts";
import { comparisons } from "./compare.ts";
import { mayBeOverloaded } from "./overloaded.ts";
import type { InferredType } from "./scope.ts";

const bool: InferredType = { schema: "pg_catalog", name: "bool", dimensions: 0 };

/** The type of an operator's result, as far as it is certain; 42883 where there certainly is no such operator. */
export function checkOperator(
  checking: Checking,
  name: string,
  left: Operand | undefined,
  right: Operand,
): InferredType {
  if (/distinct/.test(name)) {
    if (left) checkOperands(checking, "=", left, right);
    return bool;
  }
  if (left) checkOperands(checking, name, left, right);
  const catalog = checking.draft.catalog;
  const types = [
    left ? argumentType(catalog, left[1]) : ("none" as const),
    argumentType(catalog, right[1]),
  ] as const;
  const given = types.filter((type) => type !== "none");
  const builtin = isBuiltinOperator(checking, name, given);
  const sure = !types.includes(undefined) && builtin;
  const none = sure
    ? operatorForms(name, ...types).length === 0
    : builtin && takesNoEnum(checking, name, left, right);
  if (none)
    refuse(
      "42883",
      `operator does not exist: ${left ? `${shown(checking, left[1])} ` : ""}${name} ${shown(checking, right[1])}`,
    );
  if (comparisons.has(name) || /~/.test(name)) return bool;
  return sure ? fromArgumentType(resolveOperator(name, ...types).returns) : "unknown";
}

/** One side is an enum, and no operator of this name takes there what an enum may be. */
function takesNoEnum(
  { draft }: Checking,
  name: string,
  left: Operand | undefined,
  right: Operand,
): boolean {
  const isEnum = (operand: Operand | undefined): boolean =>
    operand !== undefined && enumKey(draft.catalog, operand[1]) !== undefined;
  return (
    (isEnum(left) && !builtinOperators(name).some((one) => mayBeEnum(one.left))) ||
    (isEnum(right) && !builtinOperators(name).some((one) => mayBeEnum(one.right)))
  );
}

/** Polymorphic, and neither an array's nor a range's. */
const mayBeEnum = (type: string): boolean =>
  isPolymorphic(type) && !/range$|(?<!non)array$/.test(type);

/** Nobody made another operator of this name. */
export const isBuiltinOperator = (
  checking: Checking,
  name: string,
  given: readonly ArgumentType[],
): boolean => {
  const catalog = checking.draft.catalog;
  return (
    builtinOperators(name).length > 0 &&
    plainNames(catalog, "operator").known.isEmpty() &&
    !mayBeOverloaded(catalog, "operators", name, given)
  );
};

/** 42804: "argument of WHERE must be type boolean". */
export function checkBoolean(checking: Checking, where: string, type: InferredType): void {
  if (typeof type === "string" || !isKnownType(checking, type)) return;
  if (argumentType(checking.draft.catalog, type) === "bool") return;
  refuse("42804", `argument of ${where} must be type boolean, not type ${shown(checking, type)}`);
}
