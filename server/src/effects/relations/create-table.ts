import type { CreateForeignTableStmt, CreateStmt, Node, PartitionSpec } from "@pgsql/types";
import { definition } from "../definition.ts";
import type { EffectBase } from "../effect.ts";
import { dotted, rangeName } from "../expressions/names.ts";
import type { NameRef } from "../type-ref.ts";
import { type ColumnSpec, columnSpec } from "./column-spec.ts";
import { type ConstraintSpec, constraintSpec } from "./constraint-spec.ts";
import { optionsOf } from "./options.ts";
import { type WrittenExpression, writtenExpression } from "./written-expression.ts";

/** CREATE [FOREIGN] TABLE in all its forms but AS. */
export interface CreateTable extends EffectBase {
  readonly kind: "create-table";
  readonly verb: "create";
  readonly class: "table" | "foreign table";
  readonly name: NameRef;
  readonly persistence: Persistence;
  /** Columns, table constraints and LIKE clauses in the order written. */
  readonly elements: readonly TableElement[];
  readonly inherits: readonly NameRef[];
  /** PARTITION OF: `inherits` is the one parent. */
  readonly partitionBound?: string;
  readonly partitionKey?: PartitionKey;
  /** OF type. */
  readonly of?: NameRef;
  readonly options: Readonly<Record<string, string>>;
  readonly onCommit?: "drop" | "delete rows";
}

export type Persistence = "permanent" | "unlogged" | "temporary";

export type TableElement =
  | { readonly kind: "column"; readonly column: ColumnSpec }
  | { readonly kind: "constraint"; readonly constraint: ConstraintSpec }
  | { readonly kind: "like"; readonly table: NameRef; readonly including: Including };

/** What LIKE … INCLUDING takes along besides names, types and NOT NULL. */
export interface Including {
  readonly constraints: boolean;
  readonly defaults: boolean;
  readonly generated: boolean;
  readonly identity: boolean;
  readonly indexes: boolean;
  readonly storage: boolean;
}

export interface PartitionKey {
  /** Undefined for an expression. */
  readonly columns: readonly (string | undefined)[];
  /** All columns that the key reads. */
  readonly reads: readonly string[];
  readonly expressions: readonly WrittenExpression[];
  readonly definition: string;
}

export const createTable = (node: CreateStmt): CreateTable => ({
  ...table(node),
  class: "table",
});

export const createForeignTable = (node: CreateForeignTableStmt): CreateTable => {
  const made = table(node.base ?? {});
  const server = definition({ server: node.servername, options: node.options });
  return { ...made, class: "foreign table", options: { ...made.options, server } };
};

function table(node: CreateStmt): Omit<CreateTable, "class"> {
  const onCommit = commitActions[node.oncommit ?? ""];
  return {
    kind: "create-table",
    verb: "create",
    name: rangeName(node.relation),
    persistence: persistenceOf(node.relation?.relpersistence),
    elements: (node.tableElts ?? []).flatMap(element),
    inherits: (node.inhRelations ?? []).flatMap((parent) =>
      "RangeVar" in parent ? [rangeName(parent.RangeVar)] : [],
    ),
    ...(node.partbound ? { partitionBound: definition(node.partbound) } : {}),
    ...(node.partspec ? { partitionKey: partitionKey(node.partspec) } : {}),
    ...(node.ofTypename ? { of: dotted(node.ofTypename.names) } : {}),
    options: {
      ...optionsOf(node.options),
      ...(node.accessMethod ? { "access method": node.accessMethod } : {}),
      ...(node.tablespacename ? { tablespace: node.tablespacename } : {}),
    },
    ...(onCommit ? { onCommit } : {}),
    ...(node.if_not_exists ? { guard: "if not exists" as const } : {}),
  };
}

const commitActions: Readonly<Record<string, CreateTable["onCommit"]>> = {
  ONCOMMIT_DROP: "drop",
  ONCOMMIT_DELETE_ROWS: "delete rows",
};

export const persistenceOf = (relpersistence: string | undefined): Persistence =>
  relpersistence === "t" ? "temporary" : relpersistence === "u" ? "unlogged" : "permanent";

function element(node: Node): TableElement[] {
  if ("ColumnDef" in node) return [{ kind: "column", column: columnSpec(node.ColumnDef) }];
  if ("Constraint" in node) {
    const constraint = constraintSpec(node.Constraint);
    return constraint ? [{ kind: "constraint", constraint }] : [];
  }
  if ("TableLikeClause" in node) {
    const { relation, options } = node.TableLikeClause;
    return [{ kind: "like", table: rangeName(relation), including: including(options ?? 0) }];
  }
  return [];
}

/** TableLikeOption in parsenodes.h. */
const including = (options: number): Including => {
  const has = (bit: number): boolean => (options & (1 << bit)) !== 0;
  return {
    constraints: has(2),
    defaults: has(3),
    generated: has(4),
    identity: has(5),
    indexes: has(6),
    storage: has(8),
  };
};

function partitionKey(spec: PartitionSpec): PartitionKey {
  const elements = (spec.partParams ?? []).flatMap((node) =>
    "PartitionElem" in node ? [node.PartitionElem] : [],
  );
  return {
    columns: elements.map((part) => part.name),
    reads: elements.flatMap((part) =>
      part.name === undefined ? writtenExpression(part.expr).reads : [part.name],
    ),
    expressions: elements.flatMap(({ expr }) => (expr ? [writtenExpression(expr)] : [])),
    definition: definition(spec),
  };
}
