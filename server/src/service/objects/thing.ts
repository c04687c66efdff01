import type { Catalog } from "../../catalog/catalog.ts";
import { plainNames } from "../../catalog/look-up.ts";
import type { PlainClass } from "../../effects/objects/plain-class.ts";

/** An object of the catalog by its key; `on` is the relation that a column, constraint … belongs to. */
export type Thing =
  | { readonly class: "relation" | "type" | "routine"; readonly key: string }
  | { readonly class: Part; readonly key: string; readonly on: string }
  | { readonly class: PlainClass; readonly key: string };

export type Part = "column" | "constraint" | "trigger" | "policy";

const parts: Readonly<Record<Part, "columns" | "constraints" | "triggers" | "policies">> = {
  column: "columns",
  constraint: "constraints",
  trigger: "triggers",
  policy: "policies",
};

export const isPart = (name: string): name is Part => Object.hasOwn(parts, name);

/** What is known of it at this moment; undefined when it is not there, or nobody knows. */
export function valueOf(catalog: Catalog, thing: Thing): object | undefined {
  if (thing.class === "relation") return catalog.relations.known.get(thing.key);
  if (thing.class === "type") return catalog.types.known.get(thing.key);
  if (thing.class === "routine") return catalog.routines.known.get(thing.key);
  if ("on" in thing) return partOf(catalog, thing.on, thing.class, thing.key);
  return plainNames(catalog, thing.class).known.get(thing.key);
}

/** A child of a relation by its name. */
export function partOf(
  catalog: Catalog,
  relation: string,
  part: Part,
  name: string,
): object | undefined {
  const parent = catalog.relations.known.get(relation);
  const children: unknown =
    parent && Object.entries(parent).find(([key]) => key === parts[part])?.[1];
  return isNames(children) ? children.known.get(name) : undefined;
}

const isNames = (
  value: unknown,
): value is { readonly known: { readonly get: (name: string) => object | undefined } } =>
  typeof value === "object" && value !== null && "known" in value && "gone" in value;

export const sameThing = (one: Thing, other: Thing): boolean =>
  one.class === other.class &&
  one.key === other.key &&
  ("on" in one ? one.on : undefined) === ("on" in other ? other.on : undefined);
