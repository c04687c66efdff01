import type { RelationEffect } from "../effects/relations.ts";
import type { Handlers } from "./handlers.ts";
import { addColumn } from "./relations/add-column.ts";
import { dropNotNull, setDefault, setNotNull } from "./relations/alter-column.ts";
import {
  addTableConstraint,
  alterConstraint,
  dropConstraint,
  validateConstraint,
} from "./relations/alter-constraint.ts";
import {
  attachIndex,
  changeOwner,
  enableRule,
  enableTrigger,
  setPersistence,
  setRelationOptions,
  setRowSecurity,
  setRowType,
} from "./relations/alter-relation.ts";
import { attachPartition, detachPartition } from "./relations/attach.ts";
import { setColumnOption } from "./relations/column-option.ts";
import { alterColumnType } from "./relations/column-type.ts";
import { createIndex } from "./relations/create-index.ts";
import { createTable } from "./relations/create-table.ts";
import { dropRelation } from "./relations/drop.ts";
import { dropColumn } from "./relations/drop-column.ts";
import { setExpression } from "./relations/generated-column.ts";
import { addIdentity, dropIdentity, setIdentity } from "./relations/identity.ts";
import { inherit, noInherit } from "./relations/inheritance.ts";
import {
  importForeignSchema,
  maintainAll,
  maintainRelation,
  moveAllInTablespace,
  truncate,
} from "./relations/maintain.ts";
import { moveRelation } from "./relations/move-relation.ts";
import { renameColumn } from "./relations/rename-column.ts";
import { renameConstraint } from "./relations/rename-constraint.ts";
import { renameRelation } from "./relations/rename-relation.ts";
import { alterSequence, createSequence } from "./relations/sequence-statements.ts";
import { createTableAs, createView, refreshMaterializedView } from "./relations/views.ts";

export const relationHandlers: Handlers<RelationEffect> = {
  "create-table": createTable,
  "create-table-as": createTableAs,
  "create-view": createView,
  "refresh-materialized-view": refreshMaterializedView,
  "create-index": createIndex,
  "create-sequence": createSequence,
  "alter-sequence": alterSequence,
  "add-column": addColumn,
  "drop-column": dropColumn,
  "alter-column-type": alterColumnType,
  "set-default": setDefault,
  "set-not-null": setNotNull,
  "drop-not-null": dropNotNull,
  "add-identity": addIdentity,
  "set-identity": setIdentity,
  "drop-identity": dropIdentity,
  "set-expression": setExpression,
  "set-column-option": setColumnOption,
  "add-constraint": addTableConstraint,
  "drop-constraint": dropConstraint,
  "validate-constraint": validateConstraint,
  "alter-constraint": alterConstraint,
  "change-owner": changeOwner,
  "set-relation-options": setRelationOptions,
  "set-persistence": setPersistence,
  "enable-trigger": enableTrigger,
  "enable-rule": enableRule,
  "set-row-security": setRowSecurity,
  inherit,
  "no-inherit": noInherit,
  "set-row-type": setRowType,
  "attach-partition": attachPartition,
  "detach-partition": detachPartition,
  "attach-index": attachIndex,
  "rename-relation": renameRelation,
  "rename-column": renameColumn,
  "rename-constraint": renameConstraint,
  "move-relation": moveRelation,
  "drop-relation": dropRelation,
  truncate,
  "maintain-relation": maintainRelation,
  "maintain-all": maintainAll,
  "move-all-in-tablespace": moveAllInTablespace,
  "import-foreign-schema": importForeignSchema,
};
