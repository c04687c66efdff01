import type { Node, TransactionStmt, VariableSetStmt } from "@pgsql/types";
import { definition } from "../definition.ts";
import type { EffectBase } from "../effect.ts";
import type { Translators } from "../translate.ts";

export type SessionEffect = SetSetting | ResetAll | Transaction | Discard | SessionCommand;

/** SET and RESET; without values: back to the default. */
export interface SetSetting extends EffectBase {
  readonly kind: "set";
  readonly verb: "session";
  readonly name: string;
  readonly values?: readonly string[];
  readonly local: boolean;
}

export interface ResetAll extends EffectBase {
  readonly kind: "reset-all";
  readonly verb: "session";
}

export interface Transaction extends EffectBase {
  readonly kind: "transaction";
  readonly verb: "session";
  readonly command:
    | "begin"
    | "commit"
    | "rollback"
    | "savepoint"
    | "release"
    | "rollback to"
    | "prepare"
    | "commit prepared"
    | "rollback prepared";
  readonly savepoint?: string;
  readonly chain: boolean;
}

export interface Discard extends EffectBase {
  readonly kind: "discard";
  readonly verb: "session";
  readonly what: "all" | "plans" | "sequences" | "temp";
}

/** It changes nothing that the catalog knows: SHOW, LISTEN, NOTIFY, CHECKPOINT, LOAD, SET CONSTRAINTS, cursors. */
export interface SessionCommand extends EffectBase {
  readonly kind: "session-command";
  readonly verb: "session";
  readonly command: string;
  /** Of SHOW. */
  readonly setting?: string;
}

export const sessionTranslators: Translators = {
  VariableSetStmt: (node) => [set(node)],
  TransactionStmt: (node) => [transaction(node)],
  DiscardStmt: (node) => [
    {
      kind: "discard",
      verb: "session",
      what: (node.target ?? "DISCARD_ALL").replace("DISCARD_", "").toLowerCase() as Discard["what"],
    },
  ],
  VariableShowStmt: (node) => [
    { kind: "session-command", verb: "session", command: "show", setting: node.name ?? "all" },
  ],
  ListenStmt: () => command("listen"),
  UnlistenStmt: () => command("unlisten"),
  NotifyStmt: () => command("notify"),
  CheckPointStmt: () => command("checkpoint"),
  LoadStmt: () => command("load"),
  ConstraintsSetStmt: () => command("set constraints"),
  DeclareCursorStmt: () => command("declare cursor"),
  FetchStmt: () => command("fetch"),
  ClosePortalStmt: () => command("close"),
};

const command = (name: string): readonly SessionCommand[] => [
  { kind: "session-command", verb: "session", command: name },
];

function set(node: VariableSetStmt): SetSetting | ResetAll | SessionCommand {
  if (node.kind === "VAR_RESET_ALL") return { kind: "reset-all", verb: "session" };
  if (node.kind === "VAR_SET_MULTI")
    return { kind: "session-command", verb: "session", command: "set transaction" };
  const name = node.name ?? "";
  return {
    kind: "set",
    verb: "session",
    name: name.toLowerCase(),
    ...(node.kind === "VAR_SET_VALUE" ? { values: settingValues(node.args) } : {}),
    local: node.is_local ?? false,
  };
}

export const settingValues = (args: readonly Node[] | undefined): readonly string[] =>
  (args ?? []).map((arg) => {
    if (!("A_Const" in arg)) return definition(arg);
    const { sval, ival, fval, boolval } = arg.A_Const;
    if (sval) return sval.sval ?? "";
    if (ival) return String(ival.ival ?? 0);
    if (fval) return fval.fval ?? "";
    return String(boolval?.boolval ?? false);
  });

function transaction(node: TransactionStmt): Transaction {
  return {
    kind: "transaction",
    verb: "session",
    command: commands[node.kind ?? "TRANS_STMT_BEGIN"] ?? "begin",
    ...(node.savepoint_name === undefined ? {} : { savepoint: node.savepoint_name }),
    chain: node.chain ?? false,
  };
}

const commands: Readonly<Record<NonNullable<TransactionStmt["kind"]>, Transaction["command"]>> = {
  TRANS_STMT_BEGIN: "begin",
  TRANS_STMT_START: "begin",
  TRANS_STMT_COMMIT: "commit",
  TRANS_STMT_ROLLBACK: "rollback",
  TRANS_STMT_SAVEPOINT: "savepoint",
  TRANS_STMT_RELEASE: "release",
  TRANS_STMT_ROLLBACK_TO: "rollback to",
  TRANS_STMT_PREPARE: "prepare",
  TRANS_STMT_COMMIT_PREPARED: "commit prepared",
  TRANS_STMT_ROLLBACK_PREPARED: "rollback prepared",
};
