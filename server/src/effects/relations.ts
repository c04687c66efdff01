import type { AlterEffect } from "./relations/alter-effects.ts";
import { alterTable } from "./relations/alter-table.ts";
import { type CreateIndex, createIndex } from "./relations/create-index.ts";
import { type CreateTable, createForeignTable, createTable } from "./relations/create-table.ts";
import {
  type CreateTableAs,
  type CreateView,
  createTableAs,
  createView,
  type RefreshMaterializedView,
  refreshMaterializedView,
  selectInto,
} from "./relations/create-view.ts";
import { type DropRelation, drop } from "./relations/drop.ts";
import {
  cluster,
  importForeignSchema,
  lock,
  type MaintainEffect,
  moveAll,
  reindex,
  truncate,
  vacuum,
} from "./relations/maintain.ts";
import { moveRelation, type RenameEffect, rename } from "./relations/rename.ts";
import {
  type AlterSequence,
  alterSequence,
  type CreateSequence,
  createSequence,
} from "./relations/sequence.ts";
import type { Translators } from "./translate.ts";

/** What makes, changes, renames and drops tables, views, indexes and sequences. */
export type RelationEffect =
  | CreateTable
  | CreateTableAs
  | CreateView
  | RefreshMaterializedView
  | CreateIndex
  | CreateSequence
  | AlterSequence
  | AlterEffect
  | RenameEffect
  | DropRelation
  | MaintainEffect;

export const relationTranslators: Translators = {
  CreateStmt: (node) => [createTable(node)],
  CreateForeignTableStmt: (node) => [createForeignTable(node)],
  CreateTableAsStmt: (node) => [createTableAs(node)],
  SelectStmt: (node) => {
    const into = selectInto({ SelectStmt: node });
    return into && [into];
  },
  ViewStmt: (node) => [createView(node)],
  RefreshMatViewStmt: (node) => [refreshMaterializedView(node)],
  IndexStmt: (node) => [createIndex(node)],
  CreateSeqStmt: (node) => [createSequence(node)],
  AlterSeqStmt: (node) => [alterSequence(node)],
  AlterTableStmt: alterTable,
  RenameStmt: rename,
  AlterObjectSchemaStmt: moveRelation,
  DropStmt: drop,
  TruncateStmt: (node) => [truncate(node)],
  LockStmt: lock,
  ClusterStmt: cluster,
  ReindexStmt: reindex,
  VacuumStmt: vacuum,
  AlterTableMoveAllStmt: moveAll,
  ImportForeignSchemaStmt: (node) => [importForeignSchema(node)],
};
