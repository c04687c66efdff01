import type { TypeRef } from "../../effects/type-ref.ts";
import type { DomainType } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { emptyNames, find, isThere, put } from "../names.ts";
import { requireType } from "./require.ts";
import { shownType, writtenType } from "./written-type.ts";

export interface FoundDomain {
  readonly key: string;
  readonly domain: DomainType;
}

/** 42704, 42809; of an unseen one it is learnt that it is a domain. */
export function requireDomain(draft: Draft, ref: TypeRef): FoundDomain {
  const { type, found } = requireType(draft, ref);
  const key = relationKey(type.schema, type.name);
  if (isThere(found) && found.kind === "type" && found.type.kind === "domain")
    return { key, domain: found.type };
  if (isThere(found) && !(found.kind === "type" && found.type.kind === "unknown")) {
    const shown = shownType(type, draft.catalog.session.searchPath);
    return refuse("42809", `${shown} is not a domain`, { class: "type", ...ref });
  }
  if (isThere(found)) doubt(draft, `"${writtenType(ref)}" may not be a domain`);
  const domain: DomainType = {
    kind: "domain",
    schema: type.schema,
    name: type.name,
    base: "unknown",
    constraints: emptyNames(false),
    notNull: "unknown",
    definition: "unknown",
    origin: "assumed",
  };
  putDomain(draft, key, domain);
  return { key, domain };
}

export const putDomain = (draft: Draft, key: string, domain: DomainType): void => {
  draft.catalog = { ...draft.catalog, types: put(draft.catalog.types, key, domain) };
  draft.touched = true;
};

/** Answers how dependents refer to the domain. */
export function requireDomainConstraint(
  draft: Draft,
  ref: TypeRef,
  name: string,
  complaint: string,
): string {
  const { key, domain } = requireDomain(draft, ref);
  const found = find(domain.constraints, name);
  if (found === "absent")
    return refuse("42704", `constraint "${name}" for domain ${domain.name} ${complaint}`, {
      class: "constraint",
      name,
      on: key,
    });
  if (found === "unknown") doubt(draft, `constraint "${name}" was not created in view`);
  return `type:${key}`;
}
