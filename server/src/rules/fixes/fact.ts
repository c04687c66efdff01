import type { Catalog, Relation } from "../../catalog/catalog.ts";
import { findRelation } from "../../catalog/look-up.ts";
import { ownName, type WrittenName } from "../../effects/clauses/name.ts";
import type { Condition } from "./condition.ts";

/** Something that was so before the first run of the statement and is not so before the second. */
export interface Fact {
  readonly condition: Condition;
  readonly words: string;
  /** The column that it is about. */
  readonly column?: string;
  /** The statement itself ended it: then it also tells the two apart after a crash half-way. */
  readonly own: boolean;
}

export function namedRelation(catalog: Catalog, name: WrittenName): Relation | undefined {
  const schema = name.parts.length > 1 ? { schema: name.parts[0] ?? "" } : {};
  return catalog.relations.known.get(findRelation(catalog, { ...schema, name: ownName(name) }).key);
}
