import type { Expr } from "../../effects/expression.ts";
import type { TypeName } from "../catalog.ts";
import { refuseFor } from "../draft.ts";
import { anyRelation, requireRelation, type Wanted } from "../relations/require.ts";
import { castTo } from "./cast.ts";
import type { Checking } from "./check-context.ts";
import { toNameRef } from "./regs.ts";
import { parseName } from "./text.ts";
import { isError } from "./value.ts";

const namedInText: Wanted = { ...anyRelation, inText: true };

/** A string constant is read as its type before anything is evaluated: `'t'::regclass` has to be there. */
export function checkLiteral(checking: Checking, arg: Expr, type: TypeName): void {
  if (arg.kind !== "constant" || typeof arg.value !== "string") return;
  if (type.name === "regclass" && type.dimensions === 0) {
    const name = toNameRef(parseName(arg.value));
    if (name && !/^\d+$/.test(arg.value)) requireRelation(checking.draft, name, namedInText);
  }
  const { modifiers, ...plain } = type;
  const read = castTo(checking.draft.catalog, arg.value, plain);
  if (isError(read)) return refuseFor(read);
}
