import type { Column, Constraint, DomainType, Row } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { isBroken, isNull } from "../data/domain-values.ts";
import { type Draft, refuse } from "../draft.ts";
import { newEnv } from "../evaluate/env.ts";
import { linkedTo } from "../relations/links.ts";
import { isTable } from "../relations/require.ts";

/** validateDomainNotNullConstraint */
export const forbidNullsOf = (draft: Draft, key: string): void =>
  forbidValues(draft, key, "23502", "null values", (row, name) => {
    const value = row.values.get(name);
    return value !== undefined && isNull(value);
  });

/** validateDomainCheckConstraint */
export function forbidBrokenDomain(draft: Draft, domain: DomainType, constraint: Constraint): void {
  const env = newEnv(draft.catalog, {});
  const key = relationKey(domain.schema, domain.name);
  forbidValues(draft, key, "23514", "values that violate the new constraint", (row, name) => {
    const value = row.values.get(name);
    return value !== undefined && isBroken(env, domain, constraint, value);
  });
}

function forbidValues(
  draft: Draft,
  key: string,
  sqlstate: string,
  what: string,
  isOne: (row: Row, column: string) => boolean,
): void {
  for (const { key: on, relation } of linkedTo(draft.catalog, key)) {
    if (!isTable(relation)) continue;
    for (const { name, type } of relation.columns.known.values())
      if (isOf(type, key) && relation.rows.known.some((row) => isOne(row, name)))
        refuse(sqlstate, `column "${name}" of table "${relation.name}" contains ${what}`, {
          class: "column",
          name,
          on,
        });
  }
  for (const [other, type] of draft.catalog.types.known)
    if (type.kind === "domain" && isOf(type.base, key))
      forbidValues(draft, other, sqlstate, what, isOne);
}

const isOf = (type: Column["type"], key: string): boolean =>
  type !== "unknown" && type.dimensions === 0 && relationKey(type.schema, type.name) === key;
