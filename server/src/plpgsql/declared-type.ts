import { castType } from "../effects/expressions/type-name.ts";
import type { TypeRef } from "../effects/type-ref.ts";
import type { Parser } from "../sql/parser.ts";

/** The type of a declaration; undefined for those that copy another's and those that only PL/pgSQL has. */
export function declaredTypeOf(parser: Parser, written: string): TypeRef | undefined {
  if (written === "" || /%|^\s*(record|refcursor)\s*$/i.test(written)) return undefined;
  const parsed = parser.parse(`SELECT NULL::${written}`);
  if (parsed.kind !== "tree" || !("SelectStmt" in parsed.tree)) return undefined;
  const [target] = parsed.tree.SelectStmt.targetList ?? [];
  const value = target && "ResTarget" in target ? target.ResTarget.val : undefined;
  return value && "TypeCast" in value ? castType(value.TypeCast.typeName) : undefined;
}
