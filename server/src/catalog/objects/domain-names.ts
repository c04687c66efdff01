import { Map as PersistentMap } from "immutable";
import type { Catalog, DomainType, Type } from "../catalog.ts";
import { derivation } from "../derivation.ts";

/** Whether a domain of the schema has a constraint with this name. */
export const domainHasConstraint = (catalog: Catalog, schema: string, name: string): boolean =>
  domains
    .of(catalog.types.known)
    .some((domain) => domain.schema === schema && domain.constraints.known.has(name));

/** Few of many types, and asked for at every constraint without a name. */
const domains = derivation<Type, PersistentMap<string, DomainType>>(
  (types) => PersistentMap(types.toArray().flatMap(([key, type]) => only(key, type))),
  (known, { name, was, is }) => {
    if (is?.kind === "domain") return known.set(name, is);
    return was?.kind === "domain" ? known.delete(name) : known;
  },
);

const only = (key: string, type: Type): readonly (readonly [string, DomainType])[] =>
  type.kind === "domain" ? [[key, type]] : [];
