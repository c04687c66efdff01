import type {
  AlterTableMoveAllStmt,
  ClusterStmt,
  ImportForeignSchemaStmt,
  LockStmt,
  Node,
  ReindexStmt,
  TruncateStmt,
  VacuumStmt,
} from "@pgsql/types";
import type { EffectBase } from "../effect.ts";
import { rangeName, texts } from "../expressions/names.ts";
import type { NameRef } from "../type-ref.ts";
import { relationWord } from "./relation-word.ts";

export interface Truncate extends EffectBase {
  readonly kind: "truncate";
  readonly verb: "write";
  readonly tables: readonly { readonly table: NameRef; readonly only: boolean }[];
  readonly cascade: boolean;
  readonly restartIdentity: boolean;
}
/** Needs the relation and leaves the catalog as it is. */
export interface MaintainRelation extends EffectBase {
  readonly kind: "maintain-relation";
  readonly verb: "run";
  readonly command: "lock" | "cluster" | "reindex" | "vacuum" | "analyze";
  readonly as: "table" | "index";
  readonly relation: NameRef;
  readonly index?: string;
  readonly columns: readonly string[];
  readonly concurrently: boolean;
}
/** The same over a schema, a database or everything. */
export interface MaintainAll extends EffectBase {
  readonly kind: "maintain-all";
  readonly verb: "run";
  readonly command: "cluster" | "reindex" | "vacuum" | "analyze";
  readonly of: "everything" | "schema" | "database" | "system";
  readonly name?: string;
  readonly concurrently: boolean;
}
/** ALTER TABLE ALL IN TABLESPACE. */
export interface MoveAllInTablespace extends EffectBase {
  readonly kind: "move-all-in-tablespace";
  readonly verb: "alter";
  readonly as: "table" | "index" | "materialized view";
  readonly from: string;
  readonly to: string;
}
export interface ImportForeignSchema extends EffectBase {
  readonly kind: "import-foreign-schema";
  readonly verb: "create";
  readonly server: string;
  readonly into: string;
  /** LIMIT TO: what it makes where that is known. */
  readonly tables?: readonly string[];
}
export type MaintainEffect =
  | Truncate
  | MaintainRelation
  | MaintainAll
  | MoveAllInTablespace
  | ImportForeignSchema;

export const truncate = (node: TruncateStmt): Truncate => ({
  kind: "truncate",
  verb: "write",
  tables: (node.relations ?? []).flatMap((item) =>
    "RangeVar" in item
      ? [{ table: rangeName(item.RangeVar), only: item.RangeVar.inh !== true }]
      : [],
  ),
  cascade: node.behavior === "DROP_CASCADE",
  restartIdentity: node.restart_seqs ?? false,
});

export const lock = (node: LockStmt): readonly MaintainRelation[] =>
  (node.relations ?? []).flatMap((item) =>
    "RangeVar" in item ? [maintain("lock", rangeName(item.RangeVar))] : [],
  );

export function cluster(node: ClusterStmt): readonly MaintainEffect[] {
  if (!node.relation) return [all("cluster", "everything")];
  const index = node.indexname === undefined ? {} : { index: node.indexname };
  return [{ ...maintain("cluster", rangeName(node.relation)), ...index }];
}

export function reindex(node: ReindexStmt): readonly MaintainEffect[] {
  const concurrently = hasOption(node.params, "concurrently");
  const of = reindexed[node.kind ?? ""];
  if (of) {
    const name = node.name === undefined ? {} : { name: node.name };
    return [{ ...all("reindex", of), ...name, concurrently }];
  }
  const as = node.kind === "REINDEX_OBJECT_INDEX" ? "index" : "table";
  return [{ ...maintain("reindex", rangeName(node.relation)), as, concurrently }];
}

const reindexed: Readonly<Record<string, "schema" | "database" | "system">> = {
  REINDEX_OBJECT_SCHEMA: "schema",
  REINDEX_OBJECT_DATABASE: "database",
  REINDEX_OBJECT_SYSTEM: "system",
};

export function vacuum(node: VacuumStmt): readonly MaintainEffect[] {
  const command = node.is_vacuumcmd ? "vacuum" : "analyze";
  if (!node.rels) return [all(command, "everything")];
  return node.rels.flatMap((item) =>
    "VacuumRelation" in item
      ? [
          {
            ...maintain(command, rangeName(item.VacuumRelation.relation)),
            columns: texts(item.VacuumRelation.va_cols),
          },
        ]
      : [],
  );
}

export function moveAll(node: AlterTableMoveAllStmt): readonly MaintainEffect[] {
  const as = relationWord(node.objtype);
  return [
    {
      kind: "move-all-in-tablespace",
      verb: "alter",
      as: as === "index" || as === "materialized view" ? as : "table",
      from: node.orig_tablespacename ?? "",
      to: node.new_tablespacename ?? "",
    },
  ];
}

export function importForeignSchema(node: ImportForeignSchemaStmt): ImportForeignSchema {
  const listed = (node.table_list ?? []).flatMap((item) =>
    "RangeVar" in item ? [item.RangeVar.relname ?? ""] : [],
  );
  return {
    kind: "import-foreign-schema",
    verb: "create",
    server: node.server_name ?? "",
    into: node.local_schema ?? "",
    ...(node.list_type === "FDW_IMPORT_SCHEMA_LIMIT_TO" ? { tables: listed } : {}),
  };
}

const maintain = (command: MaintainRelation["command"], relation: NameRef): MaintainRelation => ({
  kind: "maintain-relation",
  verb: "run",
  command,
  as: "table",
  relation,
  columns: [],
  concurrently: false,
});

const all = (command: MaintainAll["command"], of: MaintainAll["of"]): MaintainAll => ({
  kind: "maintain-all",
  verb: "run",
  command,
  of,
  concurrently: false,
});

const hasOption = (params: readonly Node[] | undefined, name: string): boolean =>
  (params ?? []).some((param) => "DefElem" in param && param.DefElem.defname === name);
