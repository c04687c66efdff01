import type { CreateTrigStmt } from "@pgsql/types";
import { definition } from "../definition.ts";
import type { EffectBase } from "../effect.ts";
import { dotted, rangeName, texts } from "../expressions/names.ts";
import { type WrittenExpression, writtenExpression } from "../relations/written-expression.ts";
import type { NameRef } from "../type-ref.ts";
import { orReplace } from "./read.ts";

export interface CreateTrigger extends EffectBase {
  readonly kind: "create-trigger";
  readonly verb: "create";
  readonly class: "trigger";
  readonly name: string;
  readonly table: NameRef;
  readonly timing: "before" | "after" | "instead of";
  readonly events: readonly ("insert" | "delete" | "update" | "truncate")[];
  readonly level: "row" | "statement";
  /** UPDATE OF. */
  readonly columns: readonly string[];
  readonly function: NameRef;
  readonly when?: WrittenExpression;
  readonly constraint: boolean;
  /** FROM: the other table of a constraint trigger. */
  readonly from?: NameRef;
  /** Canonical text of all but the names and OR REPLACE. */
  readonly definition: string;
}

export function createTrigger(node: CreateTrigStmt): CreateTrigger {
  const timing = node.timing ?? 0;
  const { relation, trigname, replace, ...rest } = node;
  return {
    kind: "create-trigger",
    verb: "create",
    class: "trigger",
    name: trigname ?? "",
    table: rangeName(relation),
    timing: timing & 2 ? "before" : timing & 64 ? "instead of" : "after",
    events: events.flatMap(([bit, event]) => ((node.events ?? 0) & bit ? [event] : [])),
    level: node.row ? "row" : "statement",
    columns: texts(node.columns),
    function: dotted(node.funcname),
    ...(node.whenClause ? { when: writtenExpression(node.whenClause) } : {}),
    constraint: node.isconstraint ?? false,
    ...(node.constrrel ? { from: rangeName(node.constrrel) } : {}),
    definition: definition(rest),
    ...orReplace(replace),
  };
}

/** TRIGGER_TYPE_* of catalog/pg_trigger.h. */
const events = [
  [4, "insert"],
  [8, "delete"],
  [16, "update"],
  [32, "truncate"],
] as const;
