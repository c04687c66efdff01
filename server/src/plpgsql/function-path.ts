import type { Node } from "@pgsql/types";
import { setConfig } from "../catalog/objects/settings.ts";
import { quoteIdent } from "../sql/names.ts";
import type { Run } from "./run.ts";

/** Runs `work` with the search path that CREATE FUNCTION … SET search_path gives the function. */
export function withFunctionPath<T>(run: Run, statement: string, work: () => T): T {
  const path = searchPathOf(run, statement);
  if (path === undefined) return work();
  const { draft } = run;
  const { touched } = draft;
  const { searchPath, settings, locals } = draft.catalog.session;
  setConfig(draft, "search_path", path, true);
  draft.touched = touched;
  const result = work();
  const { locals: _, ...session } = draft.catalog.session;
  const before = { searchPath, settings, ...(locals ? { locals } : {}) };
  draft.catalog = { ...draft.catalog, session: { ...session, ...before } };
  return result;
}

/** As a setting's value; undefined where the function has none of its own. */
function searchPathOf(run: Run, statement: string): string | undefined {
  const parsed = run.machine.parser.parse(statement);
  if (parsed.kind !== "tree" || !("CreateFunctionStmt" in parsed.tree)) return undefined;
  for (const option of parsed.tree.CreateFunctionStmt.options ?? []) {
    if (!("DefElem" in option) || option.DefElem.defname !== "set") continue;
    const { arg } = option.DefElem;
    if (!arg || !("VariableSetStmt" in arg)) continue;
    const { name, args } = arg.VariableSetStmt;
    if (name === "search_path" && args) return args.map(itemOf).join(", ");
  }
  return undefined;
}

function itemOf(node: Node): string {
  const item = "A_Const" in node ? (node.A_Const.sval?.sval ?? "") : "";
  return quoteIdent(item);
}
