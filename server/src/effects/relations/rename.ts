import type { AlterObjectSchemaStmt, RenameStmt } from "@pgsql/types";
import type { EffectBase } from "../effect.ts";
import { rangeName } from "../expressions/names.ts";
import type { NameRef } from "../type-ref.ts";
import type { RelationWord } from "./alter-effects.ts";
import { relationWord } from "./relation-word.ts";

export interface RenameRelation extends EffectBase {
  readonly kind: "rename-relation";
  readonly verb: "rename";
  readonly as: RelationWord;
  readonly name: NameRef;
  readonly to: string;
}
/** Also an attribute of a composite type. `guard` is of the relation. */
export interface RenameColumn extends EffectBase {
  readonly kind: "rename-column";
  readonly verb: "rename";
  readonly as: RelationWord;
  readonly table: NameRef;
  readonly only: boolean;
  readonly column: string;
  readonly to: string;
}
export interface RenameConstraint extends EffectBase {
  readonly kind: "rename-constraint";
  readonly verb: "rename";
  readonly table: NameRef;
  readonly constraint: string;
  readonly to: string;
}
/** SET SCHEMA. */
export interface MoveRelation extends EffectBase {
  readonly kind: "move-relation";
  readonly verb: "move";
  readonly as: RelationWord;
  readonly name: NameRef;
  readonly to: string;
}
export type RenameEffect = RenameRelation | RenameColumn | RenameConstraint | MoveRelation;

export function rename(node: RenameStmt): readonly RenameEffect[] | undefined {
  const { renameType, relation, subname = "", newname: to = "" } = node;
  const guard = node.missing_ok ? { guard: "if exists" as const } : {};
  const verb = "rename";
  const name = rangeName(relation);
  if (renameType === "OBJECT_COLUMN" || renameType === "OBJECT_ATTRIBUTE") {
    const as = renameType === "OBJECT_ATTRIBUTE" ? "type" : relationWord(node.relationType);
    const only = renameType === "OBJECT_COLUMN" && relation?.inh !== true;
    const column = { as: as ?? "table", table: name, only, column: subname, to };
    return [{ kind: "rename-column", verb, ...column, ...guard }];
  }
  if (renameType === "OBJECT_TABCONSTRAINT")
    return [{ kind: "rename-constraint", verb, table: name, constraint: subname, to, ...guard }];
  const as = relationWord(renameType);
  if (!as || as === "type" || !relation) return undefined;
  return [{ kind: "rename-relation", verb, as, name, to, ...guard }];
}

export function moveRelation(node: AlterObjectSchemaStmt): readonly RenameEffect[] | undefined {
  const as = relationWord(node.objectType);
  if (!as || as === "type" || !node.relation) return undefined;
  return [
    {
      kind: "move-relation",
      verb: "move",
      as,
      name: rangeName(node.relation),
      to: node.newschema ?? "",
      ...(node.missing_ok ? { guard: "if exists" as const } : {}),
    },
  ];
}
