import { List, Map as PersistentMap } from "immutable";
import type { Catalog } from "./catalog.ts";
import { emptyNames } from "./names.ts";

/**
 * The catalog before the first statement. Open: an unknown past, nothing is known to be missing.
 * Closed: an empty database; what PostgreSQL itself brings (pg_catalog, role postgres …) is answered by builtin/.
 */
export const newCatalog = (world: "open" | "closed"): Catalog => {
  const complete = world === "closed";
  return {
    closed: complete,
    session: {
      searchPath: ["public"],
      role: undefined,
      past: 0,
      saved: List(),
      settings: PersistentMap(),
    },
    relations: emptyNames(complete),
    types: emptyNames(complete),
    routines: emptyNames(complete),
    plain: PersistentMap(),
    assumed: PersistentMap(),
  };
};
