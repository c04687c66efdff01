import type {
  CreateTableAsStmt,
  IntoClause,
  Node,
  RefreshMatViewStmt,
  ViewStmt,
} from "@pgsql/types";
import { definition } from "../definition.ts";
import type { EffectBase } from "../effect.ts";
import type { Query } from "../expression.ts";
import { rangeName, texts } from "../expressions/names.ts";
import { query } from "../expressions/query.ts";
import type { NameRef } from "../type-ref.ts";
import { type Persistence, persistenceOf } from "./create-table.ts";
import { optionsOf } from "./options.ts";

export interface CreateView extends EffectBase {
  readonly kind: "create-view";
  readonly verb: "create";
  readonly name: NameRef;
  readonly temporary: boolean;
  /** Names given to its columns; the query names the rest. */
  readonly columns: readonly string[];
  readonly query: Query;
  readonly options: Readonly<Record<string, string>>;
  readonly definition: string;
}

/** CREATE TABLE AS, SELECT INTO, CREATE MATERIALIZED VIEW. */
export interface CreateTableAs extends EffectBase {
  readonly kind: "create-table-as";
  readonly verb: "create";
  readonly class: "table" | "materialized view";
  readonly name: NameRef;
  readonly persistence: Persistence;
  readonly columns: readonly string[];
  readonly query: Query;
  readonly withData: boolean;
  readonly options: Readonly<Record<string, string>>;
  readonly onCommit?: "drop" | "delete rows";
  readonly definition: string;
}

export interface RefreshMaterializedView extends EffectBase {
  readonly kind: "refresh-materialized-view";
  readonly verb: "run";
  readonly name: NameRef;
  readonly concurrently: boolean;
  readonly withData: boolean;
}

export const createView = (node: ViewStmt): CreateView => ({
  kind: "create-view",
  verb: "create",
  name: rangeName(node.view),
  temporary: node.view?.relpersistence === "t",
  columns: texts(node.aliases),
  query: query(node.query),
  options: {
    ...optionsOf(node.options),
    ...(node.withCheckOption && node.withCheckOption !== "NO_CHECK_OPTION"
      ? { check_option: node.withCheckOption === "LOCAL_CHECK_OPTION" ? "local" : "cascaded" }
      : {}),
  },
  definition: definition(node.query),
  ...(node.replace ? { guard: "or replace" as const } : {}),
});

export const createTableAs = (node: CreateTableAsStmt): CreateTableAs => ({
  ...into(node.into ?? {}, node.query),
  class: node.objtype === "OBJECT_MATVIEW" ? "materialized view" : "table",
  ...(node.if_not_exists ? { guard: "if not exists" as const } : {}),
});

/** SELECT … INTO t is CREATE TABLE t AS. */
export function selectInto(node: Node): CreateTableAs | undefined {
  if (!("SelectStmt" in node)) return undefined;
  const { intoClause, ...select } = node.SelectStmt;
  return intoClause && { ...into(intoClause, { SelectStmt: select }), class: "table" };
}

function into(clause: IntoClause, select: Node | undefined): Omit<CreateTableAs, "class"> {
  const onCommit =
    clause.onCommit === "ONCOMMIT_DROP"
      ? ("drop" as const)
      : clause.onCommit === "ONCOMMIT_DELETE_ROWS"
        ? ("delete rows" as const)
        : undefined;
  return {
    kind: "create-table-as",
    verb: "create",
    name: rangeName(clause.rel),
    persistence: persistenceOf(clause.rel?.relpersistence),
    columns: texts(clause.colNames),
    query: query(select),
    withData: !clause.skipData,
    options: {
      ...optionsOf(clause.options),
      ...(clause.accessMethod ? { "access method": clause.accessMethod } : {}),
      ...(clause.tableSpaceName ? { tablespace: clause.tableSpaceName } : {}),
    },
    ...(onCommit ? { onCommit } : {}),
    definition: definition(select),
  };
}

export const refreshMaterializedView = (node: RefreshMatViewStmt): RefreshMaterializedView => ({
  kind: "refresh-materialized-view",
  verb: "run",
  name: rangeName(node.relation),
  concurrently: node.concurrent ?? false,
  withData: !node.skipData,
});
