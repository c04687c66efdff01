import type { TypeName } from "../catalog.ts";
import { refuse } from "../draft.ts";
import type { Checking } from "./check-context.ts";
import { checkConstant, neverMeet, type Operand, shown } from "./check-types.ts";
import type { InferredType } from "./scope.ts";

const text: TypeName = { schema: "pg_catalog", name: "text", dimensions: 0 };

/**
 * select_common_type, of UNION, CASE and related: 42804 where two never become one; certain only where all that have a
 * type have the same. String constants are read as that, and are text where there is nothing else.
 */
export function common(
  checking: Checking,
  what: string,
  operands: readonly Operand[],
): InferredType {
  const typed = operands.flatMap(([, type]) => (type === "literal" ? [] : [type]));
  const [first] = typed;
  if (first === undefined) return operands.length === 0 ? "unknown" : text;
  if (first === "unknown") return first;
  for (const type of typed)
    if (neverMeet(checking, first, type))
      refuse(
        "42804",
        `${what} types ${shown(checking, first)} and ${shown(checking, type)} cannot be matched`,
      );
  const same = typed.every(
    (type) =>
      type !== "unknown" &&
      type.schema === first.schema &&
      type.name === first.name &&
      type.dimensions === first.dimensions,
  );
  if (!same) return "unknown";
  for (const [expr, type] of operands) if (type === "literal") checkConstant(checking, expr, first);
  return first;
}

/** What a query gives to the one around it has a type. */
export const settled = (type: InferredType): InferredType => (type === "literal" ? text : type);
