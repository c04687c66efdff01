import type {
  AlterEnumStmt,
  AlterTypeStmt,
  CompositeTypeStmt,
  CreateEnumStmt,
  CreateRangeStmt,
  DefineStmt,
} from "@pgsql/types";
import { definition } from "../definition.ts";
import type { EffectBase } from "../effect.ts";
import { dotted, rangeName, texts } from "../expressions/names.ts";
import { type ColumnSpec, columnSpec } from "../relations/column-spec.ts";
import type { NameRef, TypeRef } from "../type-ref.ts";
import type { TypeObjectRef } from "./object-ref.ts";
import { nameOf, options, typeOf } from "./read.ts";

export type TypeEffect =
  | CreateEnum
  | AddEnumValue
  | RenameEnumValue
  | CreateComposite
  | CreateType
  | AlterType
  | DropType
  | RenameType
  | MoveType;

export interface CreateEnum extends EffectBase {
  readonly kind: "create-enum";
  readonly verb: "create";
  readonly name: NameRef;
  readonly values: readonly string[];
}

export interface AddEnumValue extends EffectBase {
  readonly kind: "add-enum-value";
  readonly verb: "add";
  readonly name: NameRef;
  readonly value: string;
  readonly place?: { readonly where: "before" | "after"; readonly value: string };
}

export interface RenameEnumValue extends EffectBase {
  readonly kind: "rename-enum-value";
  readonly verb: "rename";
  readonly name: NameRef;
  readonly value: string;
  readonly to: string;
}

export interface CreateComposite extends EffectBase {
  readonly kind: "create-composite";
  readonly verb: "create";
  readonly name: NameRef;
  readonly attributes: readonly ColumnSpec[];
}

/** A range, a base type, or a shell (a name only). */
export interface CreateType extends EffectBase {
  readonly kind: "create-type";
  readonly verb: "create";
  readonly name: NameRef;
  readonly as: "range" | "base" | "shell";
  readonly definition: string;
  readonly subtype?: TypeRef;
  readonly multirange?: NameRef;
}

/** OWNER TO, SET (…). */
export interface AlterType extends EffectBase {
  readonly kind: "alter-type";
  readonly verb: "alter";
  readonly class: "type" | "domain";
  readonly name: NameRef;
  readonly owner?: string;
  readonly change?: string;
}

/** One item of DROP TYPE or DROP DOMAIN. */
export interface DropType extends EffectBase {
  readonly kind: "drop-type";
  readonly verb: "drop";
  readonly class: "type" | "domain";
  readonly type: TypeRef;
  readonly together: readonly TypeObjectRef[];
  readonly cascade: boolean;
  readonly part: number;
}

export interface RenameType extends EffectBase {
  readonly kind: "rename-type";
  readonly verb: "rename";
  readonly class: "type" | "domain";
  readonly name: NameRef;
  readonly to: string;
}

/** SET SCHEMA. */
export interface MoveType extends EffectBase {
  readonly kind: "move-type";
  readonly verb: "move";
  readonly class: "type" | "domain";
  readonly name: NameRef;
  readonly to: string;
}

export const createEnum = (node: CreateEnumStmt): CreateEnum => ({
  kind: "create-enum",
  verb: "create",
  name: dotted(node.typeName),
  values: texts(node.vals),
});

export function alterEnum(node: AlterEnumStmt): AddEnumValue | RenameEnumValue {
  const name = dotted(node.typeName);
  const value = node.newVal ?? "";
  if (node.oldVal !== undefined)
    return { kind: "rename-enum-value", verb: "rename", name, value: node.oldVal, to: value };
  const where = node.newValIsAfter ? "after" : "before";
  return {
    kind: "add-enum-value",
    verb: "add",
    name,
    value,
    ...(node.newValNeighbor === undefined ? {} : { place: { where, value: node.newValNeighbor } }),
    ...(node.skipIfNewValExists ? { guard: "if not exists" as const } : {}),
  };
}

export const createComposite = (node: CompositeTypeStmt): CreateComposite => ({
  kind: "create-composite",
  verb: "create",
  name: rangeName(node.typevar),
  attributes: (node.coldeflist ?? []).flatMap((column) =>
    "ColumnDef" in column ? [columnSpec(column.ColumnDef)] : [],
  ),
});

export function createRange(node: CreateRangeStmt): CreateType {
  const written = options(node.params);
  const subtype = typeOf(written.get("subtype")?.arg);
  const multirange = written.get("multirange_type_name")?.arg;
  return {
    kind: "create-type",
    verb: "create",
    name: dotted(node.typeName),
    as: "range",
    definition: definition(node.params),
    ...(subtype ? { subtype } : {}),
    ...(multirange ? { multirange: nameOf(multirange) } : {}),
  };
}

export const baseType = (node: DefineStmt): CreateType => ({
  kind: "create-type",
  verb: "create",
  name: dotted(node.defnames),
  as: node.definition ? "base" : "shell",
  definition: definition(node.definition ?? []),
});

export const alterType = (node: AlterTypeStmt): AlterType => ({
  kind: "alter-type",
  verb: "alter",
  class: "type",
  name: dotted(node.typeName),
  change: definition(node.options),
});
