import type { EffectBase } from "../effect.ts";
import type { NameRef, TypeRef } from "../type-ref.ts";
import type { ColumnSpec } from "./column-spec.ts";
import type { ConstraintSpec } from "./constraint-spec.ts";
import type { SequenceSpec } from "./sequence-spec.ts";
import type { WrittenExpression } from "./written-expression.ts";

/** The word behind ALTER, DROP, COMMENT ON …: what the statement calls the relation. */
export type RelationWord =
  | "table"
  | "view"
  | "materialized view"
  | "index"
  | "sequence"
  | "foreign table"
  | "type";

/** One command of ALTER TABLE, VIEW, INDEX, SEQUENCE, MATERIALIZED VIEW, FOREIGN TABLE or composite TYPE. */
interface OnRelation extends EffectBase {
  readonly table: NameRef;
  readonly as: RelationWord;
  /** ONLY: not its children. */
  readonly only: boolean;
  /** ALTER TABLE IF EXISTS; `guard` speaks of the command's own object. */
  readonly ifTableExists: boolean;
  readonly part: number;
  /** Carried out after the indexes that added columns bring. */
  readonly afterIndexes?: true;
  /** Carried out after the constraints that added columns bring. */
  readonly late?: true;
}
/** What all commands of a statement have in common. */
export type On = Pick<
  OnRelation,
  "table" | "as" | "only" | "ifTableExists" | "part" | "guard" | "afterIndexes" | "late"
>;

interface OnColumn extends OnRelation {
  readonly column: string;
}

export interface AddColumn extends OnRelation {
  readonly kind: "add-column";
  readonly verb: "add";
  readonly column: ColumnSpec;
}
export interface DropColumn extends OnColumn {
  readonly kind: "drop-column";
  readonly verb: "drop";
  readonly cascade: boolean;
}
export interface AlterColumnType extends OnColumn {
  readonly kind: "alter-column-type";
  readonly verb: "alter";
  readonly type: TypeRef;
  readonly collation?: NameRef;
  readonly using?: WrittenExpression;
}
/** Without `default`: DROP DEFAULT. */
export interface SetDefault extends OnColumn {
  readonly kind: "set-default";
  readonly verb: "alter";
  readonly default?: WrittenExpression;
}
export interface SetNotNull extends OnColumn {
  readonly kind: "set-not-null";
  readonly verb: "alter";
}
export interface DropNotNull extends OnColumn {
  readonly kind: "drop-not-null";
  readonly verb: "alter";
}
export interface AddIdentity extends OnColumn {
  readonly kind: "add-identity";
  readonly verb: "add";
  readonly when: "always" | "by default";
  readonly sequence: SequenceSpec;
}
export interface SetIdentity extends OnColumn {
  readonly kind: "set-identity";
  readonly verb: "alter";
  readonly when?: "always" | "by default";
  readonly sequence: SequenceSpec;
}
export interface DropIdentity extends OnColumn {
  readonly kind: "drop-identity";
  readonly verb: "drop";
}
/** Without `expression`: DROP EXPRESSION. */
export interface SetExpression extends OnColumn {
  readonly kind: "set-expression";
  readonly verb: "alter";
  readonly expression?: WrittenExpression;
}
/** SET STATISTICS, STORAGE, COMPRESSION, (options), OPTIONS; a column of an index goes by its number. */
export interface SetColumnOption extends OnColumn {
  readonly kind: "set-column-option";
  readonly verb: "alter";
  readonly option: string;
  readonly value: string;
}
export interface AddConstraint extends OnRelation {
  readonly kind: "add-constraint";
  readonly verb: "add";
  readonly constraint: ConstraintSpec;
}
export interface DropConstraint extends OnRelation {
  readonly kind: "drop-constraint";
  readonly verb: "drop";
  readonly constraint: string;
  readonly cascade: boolean;
}
export interface ValidateConstraint extends OnRelation {
  readonly kind: "validate-constraint";
  readonly verb: "alter";
  readonly constraint: string;
}
export interface AlterConstraint extends OnRelation {
  readonly kind: "alter-constraint";
  readonly verb: "alter";
  readonly constraint: string;
  readonly change: string;
}
export interface ChangeOwner extends OnRelation {
  readonly kind: "change-owner";
  readonly verb: "alter";
  readonly owner: string;
}
/** SET / RESET (…), OPTIONS, TABLESPACE, ACCESS METHOD, CLUSTER ON, REPLICA IDENTITY: null takes one away. */
export interface SetRelationOptions extends OnRelation {
  readonly kind: "set-relation-options";
  readonly verb: "alter";
  readonly command: string;
  readonly options: Readonly<Record<string, string | null>>;
  /** An index of the table that it names. */
  readonly index?: string;
}
export interface SetPersistence extends OnRelation {
  readonly kind: "set-persistence";
  readonly verb: "alter";
  readonly persistence: "permanent" | "unlogged";
}
export interface EnableTrigger extends OnRelation {
  readonly kind: "enable-trigger";
  readonly verb: "alter";
  /** Absent: all of them, or all but those of constraints. */
  readonly trigger?: string;
  readonly state: FiringState;
}
export interface EnableRule extends OnRelation {
  readonly kind: "enable-rule";
  readonly verb: "alter";
  readonly rule: string;
  readonly state: FiringState;
}
export type FiringState = "origin" | "always" | "replica" | "disabled";
export interface SetRowSecurity extends OnRelation {
  readonly kind: "set-row-security";
  readonly verb: "alter";
  readonly change: "enable" | "disable" | "force" | "no force";
}
export interface Inherit extends OnRelation {
  readonly kind: "inherit";
  readonly verb: "attach";
  readonly parent: NameRef;
}
export interface NoInherit extends OnRelation {
  readonly kind: "no-inherit";
  readonly verb: "detach";
  readonly parent: NameRef;
}
/** OF type; without `type`: NOT OF. */
export interface SetRowType extends OnRelation {
  readonly kind: "set-row-type";
  readonly verb: "alter";
  readonly type?: NameRef;
}
export interface AttachPartition extends OnRelation {
  readonly kind: "attach-partition";
  readonly verb: "attach";
  readonly partition: NameRef;
  readonly bound: string;
}
export interface DetachPartition extends OnRelation {
  readonly kind: "detach-partition";
  readonly verb: "detach";
  readonly partition: NameRef;
  readonly concurrently: boolean;
  readonly finalize: boolean;
}
/** ALTER INDEX … ATTACH PARTITION: `table` is the parent index. */
export interface AttachIndex extends OnRelation {
  readonly kind: "attach-index";
  readonly verb: "attach";
  readonly index: NameRef;
}

export type AlterEffect =
  | AddColumn
  | DropColumn
  | AlterColumnType
  | SetDefault
  | SetNotNull
  | DropNotNull
  | AddIdentity
  | SetIdentity
  | DropIdentity
  | SetExpression
  | SetColumnOption
  | AddConstraint
  | DropConstraint
  | ValidateConstraint
  | AlterConstraint
  | ChangeOwner
  | SetRelationOptions
  | SetPersistence
  | EnableTrigger
  | EnableRule
  | SetRowSecurity
  | Inherit
  | NoInherit
  | SetRowType
  | AttachPartition
  | DetachPartition
  | AttachIndex;
