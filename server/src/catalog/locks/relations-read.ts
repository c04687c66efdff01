import type { Query } from "../../effects/expression.ts";
import type { NameRef } from "../../effects/type-ref.ts";

/** The relations that stand in a query's FROM lists, at any depth, but for what its WITH names. */
export function relationsRead(query: Query): readonly NameRef[] {
  const found = new Map<string, NameRef>();
  const own = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== "object" || node === null) return;
    if ("with" in node && Array.isArray(node.with))
      for (const table of node.with as readonly { readonly name: string }[]) own.add(table.name);
    if ("kind" in node && node.kind === "relation") {
      const { schema, name } = node as unknown as NameRef;
      found.set(`${schema ?? ""}.${name}`, schema === undefined ? { name } : { schema, name });
    }
    Object.values(node).forEach(visit);
  };
  visit(query);
  return [...found.values()].filter(({ schema, name }) => schema !== undefined || !own.has(name));
}
