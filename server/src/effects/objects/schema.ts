import type { CreateSchemaStmt } from "@pgsql/types";
import type { Effect, EffectBase } from "../effect.ts";
import { roleName } from "../relations/role-name.ts";
import { type CreatePlain, create, plain } from "./plain.ts";
import { ifNotExists } from "./read.ts";

/** What stands inside CREATE SCHEMA is created in it: its name goes before the search path. */
export interface EnterSchema extends EffectBase {
  readonly kind: "enter-schema";
  readonly verb: "session";
  readonly schema: string;
}
export interface LeaveSchema extends EffectBase {
  readonly kind: "leave-schema";
  readonly verb: "session";
  readonly schema: string;
}

/** `element` translates the statements inside. */
export function createSchema(
  node: CreateSchemaStmt,
  element: (tree: NonNullable<CreateSchemaStmt["schemaElts"]>[number]) => readonly Effect[],
): readonly Effect[] {
  const owner = node.authrole ? roleName(node.authrole) : undefined;
  const schema = node.schemaname ?? owner ?? "";
  const made: CreatePlain = create(plain("schema", schema), "{}", {
    ...(owner === undefined ? {} : { owner, needs: [plain("role", owner)] }),
    ...ifNotExists(node.if_not_exists),
  });
  const elements = (node.schemaElts ?? []).flatMap(element);
  if (elements.length === 0) return [made];
  return [
    made,
    { kind: "enter-schema", verb: "session", schema },
    ...elements,
    { kind: "leave-schema", verb: "session", schema },
  ];
}
