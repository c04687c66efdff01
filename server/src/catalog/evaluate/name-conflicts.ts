import type { FromItem } from "../../effects/expression.ts";
import { refuse } from "../draft.ts";
import { findRelation } from "../look-up.ts";
import type { Checking } from "./check-context.ts";

/** A name that a FROM list gives to what can be asked through it; `key` of a relation that goes by its own name. */
export interface GivenName {
  readonly name: string;
  readonly key?: string;
}

/** checkNameSpaceConflicts: two relations of the same name in different schemas may stand side by side. */
export function forbidSameNames(names: readonly GivenName[], others: readonly GivenName[]): void {
  for (const { name, key } of others)
    if (names.some((one) => one.name === name && (!one.key || !key || one.key === key)))
      refuse("42712", `table name "${name}" specified more than once`);
}

export function namesGiven(checking: Checking, item: FromItem): readonly GivenName[] {
  if (item.kind === "relation") {
    const isTable = item.schema !== undefined || !checking.tables.has(item.name);
    if (item.alias !== item.name || !isTable) return [{ name: item.alias }];
    const name =
      item.schema === undefined ? { name: item.name } : { schema: item.schema, name: item.name };
    return [{ name: item.alias, key: findRelation(checking.draft.catalog, name).key }];
  }
  // Its own name hides those inside.
  if (item.kind === "join" && item.alias === undefined)
    return [...namesGiven(checking, item.left), ...namesGiven(checking, item.right)];
  return item.alias ? [{ name: item.alias }] : [];
}
