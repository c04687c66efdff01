import type { WrittenExpression } from "../../effects/relations/written-expression.ts";
import type { DomainType } from "../catalog.ts";
import type { Draft } from "../draft.ts";
import { checkPlaced } from "../evaluate/check-placed.ts";
import { columnDefault } from "../relations/columns.ts";

type Written = WrittenExpression | undefined;

/** Canonical text; what it gives has to be one of the domain's base type. DEFAULT NULL is none. */
export function domainDefault(
  draft: Draft,
  { name, base }: Pick<DomainType, "name" | "base">,
  written: Written,
): string | undefined {
  return written && columnDefault(draft, { name, type: base }, written)?.definition;
}

/** domainAddCheckConstraint: VALUE, which is all that a check may read, has the domain's base type. */
export function checkDomainCheck(draft: Draft, { base }: DomainType, written: Written): void {
  if (!written) return;
  const columns = new Map([["value", base]]);
  checkPlaced(draft, written.value, "check constraint", [{ alias: "", columns, complete: true }]);
}
