import type { Expr } from "../../effects/expression.ts";
import { builtinType } from "../builtin/types.ts";
import type { TypeName } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { refuse, refuseFor } from "../draft.ts";
import { shownType } from "../objects/written-type.ts";
import { isAssignable } from "../relations/assignable.ts";
import { castTo } from "./cast.ts";
import type { Checking } from "./check-context.ts";
import { comparisons } from "./compare.ts";
import { isPatternOperator } from "./pattern.ts";
import type { InferredType } from "./scope.ts";
import { doubtLength } from "./text-length.ts";
import { isError } from "./value.ts";

export type Operand = readonly [expr: Expr | undefined, type: InferredType];

/** What comparing two operands certainly fails with: a constant that is none of the type's, types that never compare. */
export function checkOperands(
  checking: Checking,
  operator: string,
  [left, leftType]: Operand,
  [right, rightType]: Operand,
): void {
  if (isPatternOperator(operator)) {
    const group = groupOf(checking, leftType);
    if (
      group !== undefined &&
      group !== "S" &&
      (rightType === "literal" || group !== groupOf(checking, rightType))
    )
      refuse(
        "42883",
        `operator does not exist: ${shown(checking, leftType)} ${operator} ${shown(checking, rightType)}`,
      );
    return;
  }
  if (!comparisons.has(operator)) return;
  if (rightType === "literal") checkConstant(checking, right, leftType);
  else if (leftType === "literal") checkConstant(checking, left, rightType);
  else if (neverMeet(checking, leftType, rightType))
    refuse(
      "42883",
      `operator does not exist: ${shown(checking, leftType)} ${operator} ${shown(checking, rightType)}`,
    );
}

/** A string constant is read as the other side's type. */
export function checkConstant(
  checking: Checking,
  expr: Expr | undefined,
  type: InferredType,
): void {
  if (typeof type === "string" || expr?.kind !== "constant" || typeof expr.value !== "string")
    return;
  forbidMalformed(checking, expr.value, type);
  const group = groupOf(checking, type) ?? (isJson(type) ? "json" : undefined);
  if (group === undefined || group === "S") return;
  readConstant(checking, expr.value, type);
}

/** array_in and record_in before they look at what is inside. */
function forbidMalformed(checking: Checking, text: string, type: TypeName): void {
  if (type.dimensions > 0 && !/^\s*[[{]/.test(text))
    refuse("22P02", `malformed array literal: "${text}"`);
  if (type.dimensions > 0 || type.schema === "pg_catalog" || /^\s*\(/.test(text)) return;
  const relation = checking.draft.catalog.relations.known.get(relationKey(type.schema, type.name));
  if (relation && "columns" in relation && relation.origin !== "assumed")
    refuse("22P02", `malformed record literal: "${text}"`);
}

function readConstant(checking: Checking, text: string, type: TypeName): void {
  const { modifiers, ...plain } = type;
  const read = castTo(checking.draft.catalog, text, plain);
  if (isError(read)) return refuseFor(read);
}

const isJson = ({ schema, name, dimensions }: TypeName): boolean =>
  schema === "pg_catalog" && (name === "json" || name === "jsonb") && dimensions === 0;

/** 42804: no cast takes the one to the other by assignment. */
export function checkAssignment(
  checking: Checking,
  column: string,
  target: InferredType,
  expr: Expr | undefined,
  source: InferredType,
): void {
  if (source === "literal") {
    if (typeof target !== "string" && expr?.kind === "constant" && typeof expr.value === "string")
      readConstant(checking, expr.value, target);
    return;
  }
  doubtLength(checking.draft, target, source);
  if (groupOf(checking, target) === "S" || !neverAssigned(checking, target, source)) return;
  refuse(
    "42804",
    `column "${column}" is of type ${shown(checking, target)} but expression is of type ${shown(checking, source)}`,
    { class: "column", name: column },
  );
}

const neverAssigned = (checking: Checking, target: InferredType, source: InferredType): boolean =>
  neverMeet(checking, target, source) ||
  (typeof target !== "string" &&
    typeof source !== "string" &&
    !isAssignable(checking.draft.catalog, source, target));

/** There is no cast between them that nobody asks for. */
export function neverMeet(checking: Checking, a: InferredType, b: InferredType): boolean {
  const [one, other] = [groupOf(checking, a), groupOf(checking, b)];
  return one !== undefined && other !== undefined && one !== other;
}

/**
 * Types between which there is no implicit cast nor one by assignment (but to strings): booleans, numbers, strings,
 * dates, uuid, void, each enum for itself. Undefined for all others.
 */
function groupOf(checking: Checking, type: InferredType): string | undefined {
  if (typeof type === "string" || type.dimensions > 0) return undefined;
  if (type.schema !== "pg_catalog") return userGroup(checking, type);
  if (type.name === "uuid" || type.name === "void") return type.name;
  if (/^(reg|oid|xid|cid|char$|money)/.test(type.name)) return undefined;
  const category = builtinType(type.name)?.category;
  if (category === "D")
    return type.name.startsWith("time") && !type.name.startsWith("timestamp") ? undefined : "D";
  return category === "B" || category === "N" || category === "S" ? category : undefined;
}

function userGroup(checking: Checking, type: TypeName): string | undefined {
  const known = checking.draft.catalog.types.known.get(relationKey(type.schema, type.name));
  if (known?.kind === "enum") return `enum ${type.schema}.${type.name}`;
  return known?.kind === "domain" && known.base !== "unknown"
    ? groupOf(checking, known.base)
    : undefined;
}

/** A type as messages have it; a constant's is "unknown". */
export const shown = (checking: Checking, type: InferredType): string =>
  typeof type === "string" ? "unknown" : shownType(type, checking.draft.catalog.session.searchPath);

/** It is certain what it is, and that it is no boolean in disguise. */
export function isKnownType(checking: Checking, type: TypeName): boolean {
  if (type.dimensions > 0) return true;
  if (type.schema === "pg_catalog")
    return builtinType(type.name)?.kind === "base" || type.name === "void";
  const known = checking.draft.catalog.types.known.get(relationKey(type.schema, type.name));
  return known?.kind === "enum" || (known?.kind === "domain" && known.base !== "unknown");
}
