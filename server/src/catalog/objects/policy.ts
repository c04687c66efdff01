import type { AlterPolicy, CreatePolicy } from "../../effects/objects/policy.ts";
import type { WrittenExpression } from "../../effects/relations/written-expression.ts";
import type { Policy, Table } from "../catalog.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { find, isThere } from "../names.ts";
import { isTable, type Wanted } from "../relations/require.ts";
import { assumedChild, missingChild, putChild } from "./children.ts";
import { isRoleKeyword, requireRole } from "./require.ts";
import { requireNames } from "./require-names.ts";
import { requireNamespaced } from "./require-object.ts";

/** CreatePolicy: roles, table, expressions, and then whether the name is free. */
export function createPolicy(draft: Draft, effect: CreatePolicy): void {
  effect.roles.forEach((role) => requireRole(draft, role));
  const { key, table } = requirePoliced(draft, effect);
  requireExpressions(draft, key, table, effect);
  const found = find(table.policies, effect.name);
  const subject = { class: "policy" as const, name: effect.name, on: key };
  if (isThere(found))
    refuse("42710", `policy "${effect.name}" for table "${table.name}" already exists`, subject);
  if (found === "unknown") doubt(draft, `policy "${effect.name}" may exist already`);
  putChild(draft, key, "policy", {
    name: effect.name,
    command: effect.command,
    roles: rolesOf(effect.roles),
    definition: defined(effect.permissive, effect.using?.definition, effect.check?.definition),
    origin: draft.origin,
  });
}

/** What is left out stays as it is. */
export function alterPolicy(draft: Draft, effect: AlterPolicy): void {
  effect.roles?.forEach((role) => requireRole(draft, role));
  const { key, table } = requirePoliced(draft, effect);
  requireExpressions(draft, key, table, effect);
  const found = find(table.policies, effect.name);
  if (found === "absent")
    refuse("42704", missingChild({ ...effect, on: effect.table }, table.name), {
      class: "policy",
      name: effect.name,
      on: key,
    });
  if (found === "unknown") doubt(draft, `policy "${effect.name}" was not created in view`);
  const old = isThere(found) ? found : (assumedChild("policy", effect.name) as Policy);
  putChild(draft, key, "policy", {
    ...old,
    ...(effect.roles ? { roles: rolesOf(effect.roles) } : {}),
    definition: redefined(old.definition, effect),
  });
}

const rolesOf = (roles: readonly string[]): readonly string[] =>
  roles.length === 0
    ? ["public"]
    : roles.filter((role) => !isRoleKeyword(role) || role === "public");

/** JSON whose expressions are syntax trees, so that readers of columns find them. */
const defined = (permissive: boolean, using?: string, check?: string): string =>
  `{"permissive":${permissive},"using":${using ?? "null"},"check":${check ?? "null"}}`;

function redefined(definition: string, { using, check }: AlterPolicy): string {
  if (definition === "unknown") return defined(true, using?.definition, check?.definition);
  const old = JSON.parse(definition) as { permissive: boolean; using: unknown; check: unknown };
  return defined(
    old.permissive,
    using?.definition ?? JSON.stringify(old.using),
    check?.definition ?? JSON.stringify(old.check),
  );
}

function requirePoliced(
  draft: Draft,
  { table: name }: CreatePolicy | AlterPolicy,
): { readonly key: string; readonly table: Table } {
  const { key, relation } = requireNamespaced(draft, name, policed);
  if (!isTable(relation)) return refuse("42809", `"${relation.name}" is not a table`);
  return { key, table: relation };
}

export const policed: Wanted = {
  kinds: ["table", "partitioned table"],
  otherwise: (name) => ["42809", `"${name}" is not a table`],
};

function requireExpressions(
  draft: Draft,
  key: string,
  table: Table,
  { using, check }: { readonly using?: WrittenExpression; readonly check?: WrittenExpression },
): void {
  for (const written of [using, check])
    if (written) requireNames(draft, written.value, key, [table.name], "policy expression");
}
