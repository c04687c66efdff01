import type {
  AlterDomain,
  CreateDomain,
  DomainConstraint,
  RenameDomainConstraint,
} from "../../effects/objects/domain.ts";
import type { Constraint, DomainType } from "../catalog.ts";
import { type Draft, doubt, notice, refuse } from "../draft.ts";
import { emptyNames, find, isThere, put, remove } from "../names.ts";
import { chooseConstraintName } from "../relations/choose-name.ts";
import { newType, typeBase } from "./create-type.ts";
import {
  type FoundDomain,
  putDomain,
  requireDomain,
  requireDomainConstraint,
} from "./domain-constraints.ts";
import { checkDomainCheck, domainDefault } from "./domain-expressions.ts";
import { forbidBrokenDomain, forbidNullsOf } from "./domain-rows.ts";
import { requireType } from "./require.ts";

export function createDomain(draft: Draft, effect: CreateDomain): void {
  const { schema, key } = newType(draft, effect.name);
  const base = requireType(draft, effect.base).type;
  let domain: DomainType = {
    ...typeBase(draft, schema, effect.name.name),
    kind: "domain",
    base,
    constraints: emptyNames(true),
    notNull: effect.notNull,
    definition: defined(
      domainDefault(draft, { name: effect.name.name, base }, effect.default),
      effect.collation?.name,
    ),
  };
  putDomain(draft, key, domain);
  for (const constraint of effect.constraints) {
    domain = withConstraint(draft, { key, domain }, constraint);
    putDomain(draft, key, domain);
  }
}

/** What else a domain has, for comparing. */
const defined = (fallback: string | undefined, collation: string | undefined): string =>
  `${collation ?? ""}\n${fallback ?? ""}`;

function withConstraint(
  draft: Draft,
  { key, domain }: FoundDomain,
  written: DomainConstraint,
): DomainType {
  const name =
    written.name ??
    chooseConstraintName(draft.catalog, domain.schema, [
      domain.name,
      undefined,
      written.type === "check" ? "check" : "not_null",
    ]);
  const found = find(domain.constraints, name);
  if (written.name !== undefined) {
    if (isThere(found))
      refuse("42710", `constraint "${name}" for domain "${domain.name}" already exists`, {
        class: "constraint",
        name,
        on: key,
      });
    if (found === "unknown") doubt(draft, `constraint "${name}" may exist already`);
  }
  checkDomainCheck(draft, domain, written.expression);
  const made: Constraint = {
    name,
    type: written.type,
    columns: [],
    validated: written.validated,
    definition: written.definition,
    origin: draft.origin,
  };
  return { ...domain, constraints: put(domain.constraints, name, made) };
}

export function alterDomain(draft: Draft, effect: AlterDomain): void {
  const found = requireDomain(draft, { ...effect.name, dimensions: 0 });
  const { key, domain } = found;
  const { change } = effect;
  switch (change.kind) {
    case "set-default": {
      const [collation = ""] = domain.definition.split("\n");
      return putDomain(draft, key, {
        ...domain,
        definition: defined(domainDefault(draft, domain, change.default), collation),
      });
    }
    case "set-not-null":
      if (change.notNull) forbidNullsOf(draft, key);
      return putDomain(draft, key, { ...domain, notNull: change.notNull });
    case "add-constraint":
      return putDomain(draft, key, withValidConstraint(draft, found, change.constraint));
    case "drop-constraint":
    case "validate-constraint": {
      const name = change.constraint;
      const constraint = find(domain.constraints, name);
      const missing = `constraint "${name}" of domain "${domain.name}" does not exist`;
      if (constraint === "absent") {
        if (effect.guard === "if exists") return notice(draft, `${missing}, skipping`);
        return refuse("42704", missing, { class: "constraint", name, on: key });
      }
      if (constraint === "unknown" && effect.guard === undefined)
        doubt(draft, `constraint "${name}" was not created in view`);
      if (change.kind === "drop-constraint")
        return putDomain(draft, key, {
          ...domain,
          constraints: remove(domain.constraints, name),
        });
      if (!isThere(constraint)) return;
      forbidBrokenDomain(draft, domain, constraint);
      return putDomain(draft, key, {
        ...domain,
        constraints: put(domain.constraints, name, { ...constraint, validated: true }),
      });
    }
    default:
      return change satisfies never;
  }
}

/** Values that are there have to be such. */
function withValidConstraint(
  draft: Draft,
  found: FoundDomain,
  written: DomainConstraint,
): DomainType {
  const domain = withConstraint(draft, found, written);
  const added = [...domain.constraints.known.values()].find(
    ({ name }) => !found.domain.constraints.known.has(name),
  );
  if (written.type === "not null") forbidNullsOf(draft, found.key);
  else if (added?.validated) forbidBrokenDomain(draft, domain, added);
  return domain;
}

export function renameDomainConstraint(draft: Draft, effect: RenameDomainConstraint): void {
  const ref = { ...effect.name, dimensions: 0 };
  requireDomainConstraint(draft, ref, effect.constraint, "does not exist");
  const { key, domain } = requireDomain(draft, ref);
  const old = domain.constraints.known.get(effect.constraint);
  if (isThere(find(domain.constraints, effect.to)))
    refuse("42710", `constraint "${effect.to}" for domain ${domain.name} already exists`, {
      class: "constraint",
      name: effect.to,
      on: key,
    });
  const without = remove(domain.constraints, effect.constraint);
  putDomain(draft, key, {
    ...domain,
    constraints: old ? put(without, effect.to, { ...old, name: effect.to }) : without,
  });
}
