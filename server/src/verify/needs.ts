import type { Node, TransactionStmt } from "@pgsql/types";
import type { Parser } from "../sql/parser.ts";
import type { Statement } from "../sql/statement.ts";

/** What a statement asks of the session that it runs in. */
export interface Needs {
  /** It must not, or may not, stand in a transaction block. */
  readonly outside: boolean;
  /** It begins or ends transactions itself. */
  readonly controls: boolean;
  /** SET TRANSACTION: one session sees no difference, and it bears no question of ours before it. */
  readonly isolates?: true;
  /** A plain BEGIN, a plain COMMIT. */
  readonly edge?: "begin" | "commit";
  /** Why the built-in engine cannot run it; it is left out. */
  readonly refused?: string;
  /** It changes what belongs to the whole server, not to one database. */
  readonly serverWide?: string;
  /** It adds a value to an enum, which cannot be used before it is committed. */
  readonly addsValue?: true;
}

const none: Needs = { outside: false, controls: false };

export function needsOf(parser: Parser, statement: Statement): Needs {
  if (statement.kind === "psql")
    return { ...none, refused: "a command of psql, not of PostgreSQL" };
  const parsed = parser.parse(statement.text);
  return parsed.kind === "tree" ? needsOfTree(parsed.tree, statement.text) : none;
}

/** PostgreSQL 18: every caller of PreventInTransactionBlock (src/backend). */
function needsOfTree(tree: Node, sql: string): Needs {
  if ("TransactionStmt" in tree) return transactionNeeds(tree.TransactionStmt);
  if ("CopyStmt" in tree) return copyNeeds(tree.CopyStmt);
  if ("CreateSubscriptionStmt" in tree || "AlterSubscriptionStmt" in tree)
    return { ...none, outside: true, refused: "a subscription needs a second server" };
  if ("LoadStmt" in tree) return { ...none, refused: "it loads a library into the server" };
  if (isConcurrent(tree)) return { ...none, outside: true };
  if ("VariableSetStmt" in tree)
    return tree.VariableSetStmt.name === "TRANSACTION" ? { ...none, isolates: true } : none;
  if ("AlterEnumStmt" in tree)
    return tree.AlterEnumStmt.oldVal === undefined ? { ...none, addsValue: true } : none;
  if ("VacuumStmt" in tree) return { ...none, outside: tree.VacuumStmt.is_vacuumcmd === true };
  if ("ClusterStmt" in tree) return { ...none, outside: tree.ClusterStmt.relation === undefined };
  if ("DiscardStmt" in tree) return { ...none, outside: tree.DiscardStmt.target === "DISCARD_ALL" };
  if ("CallStmt" in tree) return { ...none, outside: true };
  if ("DoStmt" in tree)
    return { ...none, outside: /\b(?:commit|rollback)\s*;|\bcall\b/i.test(sql) };
  for (const [tag, what] of serverWide)
    if (tag in tree) return { outside: true, controls: false, serverWide: what };
  return none;
}

function transactionNeeds({ kind, options, chain }: TransactionStmt): Needs {
  const needs = { outside: true, controls: true };
  if (options?.length || chain) return needs;
  if (kind === "TRANS_STMT_BEGIN" || kind === "TRANS_STMT_START")
    return { ...needs, edge: "begin" };
  return kind === "TRANS_STMT_COMMIT" ? { ...needs, edge: "commit" } : needs;
}

const serverWide = [
  ["AlterSystemStmt", "the server's configuration"],
  ["CreatedbStmt", "a database"],
  ["DropdbStmt", "a database"],
  ["CreateTableSpaceStmt", "a tablespace"],
  ["DropTableSpaceStmt", "a tablespace"],
] as const;

function copyNeeds(copy: { is_from?: boolean; filename?: string; is_program?: boolean }): Needs {
  if (copy.is_program) return { ...none, refused: "COPY … PROGRAM starts a program of the server" };
  if (copy.filename === undefined)
    return {
      ...none,
      refused: copy.is_from
        ? "COPY … FROM STDIN waits for rows that a migration file cannot send"
        : "COPY … TO STDOUT sends rows that nobody reads",
    };
  return none;
}

function isConcurrent(tree: Node): boolean {
  if ("IndexStmt" in tree) return tree.IndexStmt.concurrent === true;
  if ("DropStmt" in tree) return tree.DropStmt.concurrent === true;
  if ("ReindexStmt" in tree)
    return (
      tree.ReindexStmt.kind === "REINDEX_OBJECT_SCHEMA" ||
      tree.ReindexStmt.kind === "REINDEX_OBJECT_DATABASE" ||
      tree.ReindexStmt.kind === "REINDEX_OBJECT_SYSTEM" ||
      JSON.stringify(tree.ReindexStmt.params ?? []).includes('"concurrently"')
    );
  if ("AlterTableStmt" in tree)
    return JSON.stringify(tree.AlterTableStmt.cmds ?? []).includes('"AT_DetachPartition"')
      ? JSON.stringify(tree.AlterTableStmt.cmds ?? []).includes('"concurrent":true')
      : false;
  return false;
}
