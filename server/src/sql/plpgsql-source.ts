import type { Node } from "@pgsql/types";

/**
 * Whether a statement brings a PL/pgSQL body: a DO block or a CREATE FUNCTION … AS '…'. Of other languages PostgreSQL's
 * PL/pgSQL parser says nothing, and on a function without AS it breaks.
 */
export function hasPlpgsqlBody(tree: Node): boolean {
  const options = optionsOf(tree);
  if (!options?.some((option) => nameOf(option) === "as")) return false;
  const language = options.find((option) => nameOf(option) === "language");
  return language === undefined ? "DoStmt" in tree : languageOf(language) === "plpgsql";
}

function optionsOf(tree: Node): readonly Node[] | undefined {
  if ("DoStmt" in tree) return tree.DoStmt.args;
  if ("CreateFunctionStmt" in tree) return tree.CreateFunctionStmt.options;
  return undefined;
}

const nameOf = (option: Node): string | undefined =>
  "DefElem" in option ? option.DefElem.defname : undefined;

function languageOf(option: Node): string | undefined {
  const name = "DefElem" in option ? option.DefElem.arg : undefined;
  return name && "String" in name ? name.String.sval : undefined;
}
