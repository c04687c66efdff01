import { quoteIdent } from "../../sql/names.ts";
import type { Catalog } from "../catalog.ts";
import { findRelation } from "../look-up.ts";
import { isThere } from "../names.ts";
import { describeObject } from "../objects/describe.ts";
import type { PlainClass } from "../outcome.ts";

/** Something that can be dropped on its own, or goes with another thing. */
export type Thing =
  | { readonly kind: "relation"; readonly key: string }
  | {
      readonly kind: "column" | "constraint" | "default" | "policy" | "trigger" | "rule";
      /** Of its table. */
      readonly key: string;
      readonly name: string;
    }
  | { readonly kind: "routine"; readonly key: string }
  | { readonly kind: "type"; readonly key: string }
  | { readonly kind: "plain"; readonly class: PlainClass; readonly key: string };

export const idOf = (thing: Thing): string =>
  JSON.stringify([
    thing.kind,
    thing.key,
    "name" in thing ? thing.name : "class" in thing ? thing.class : "",
  ]);

/** getObjectDescription */
export function describe(catalog: Catalog, thing: Thing): string {
  switch (thing.kind) {
    case "relation":
      return relationNamed(catalog, thing.key).replace(/^composite /, "");
    case "column":
      return `column ${thing.name} of ${relationNamed(catalog, thing.key)}`;
    case "default":
      return `default value for column ${thing.name} of ${relationNamed(catalog, thing.key)}`;
    case "constraint":
    case "policy":
    case "trigger":
    case "rule":
      return `${thing.kind} ${thing.name} on ${relationNamed(catalog, thing.key)}`;
    case "routine":
    case "type":
    case "plain":
      return describeObject(catalog, thing);
    default:
      return thing satisfies never;
  }
}

/** `table t`, or `table s.t` where the search path does not lead to it. */
function relationNamed(catalog: Catalog, key: string): string {
  const relation = catalog.relations.known.get(key);
  if (!relation) return `table ${key}`;
  const visible = findRelation(catalog, { name: relation.name });
  const own = quoteIdent(relation.name);
  const name =
    isThere(visible.found) && visible.key === key ? own : `${quoteIdent(relation.schema)}.${own}`;
  const word =
    relation.kind === "partitioned table" || relation.kind === "unknown" ? "table" : relation.kind;
  return `${word} ${name}`;
}
