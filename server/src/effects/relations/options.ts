import type { Node } from "@pgsql/types";
import { definition } from "../definition.ts";

/** WITH (…) and OPTIONS (…): by name (with its namespace), values in canonical text. */
export function optionsOf(nodes: readonly Node[] | undefined): Readonly<Record<string, string>> {
  const options: Record<string, string> = {};
  for (const node of nodes ?? []) {
    if (!("DefElem" in node)) continue;
    const { defnamespace, defname = "", arg } = node.DefElem;
    options[defnamespace ? `${defnamespace}.${defname}` : defname] = value(arg);
  }
  return options;
}

/** `(fillfactor = 70)` and `(fillfactor = '70')` are the same to PostgreSQL; an option without a value is on. */
function value(arg: Node | undefined): string {
  if (!arg) return "true";
  if ("Integer" in arg) return String(arg.Integer.ival ?? 0);
  if ("Float" in arg) return arg.Float.fval ?? "";
  if ("String" in arg) return arg.String.sval ?? "";
  if ("Boolean" in arg) return String(arg.Boolean.boolval ?? false);
  if ("TypeName" in arg) {
    const last = arg.TypeName.names?.at(-1);
    if (last && "String" in last) return last.String.sval ?? "";
  }
  return definition(arg);
}
