import type { Catalog } from "./catalog.ts";
import type { ObjectClass } from "./outcome.ts";

/** One thing that two catalogs do not agree on; `on`: the relation key of a table's child. */
export interface Difference {
  readonly class: ObjectClass;
  readonly key: string;
  readonly on?: string;
  readonly change: "added" | "missing" | "changed";
}

export function differences(a: Catalog, b: Catalog): readonly Difference[] {
  void a;
  void b;
  return [];
}
