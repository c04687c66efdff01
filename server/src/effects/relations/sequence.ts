import type { AlterSeqStmt, CreateSeqStmt } from "@pgsql/types";
import type { EffectBase } from "../effect.ts";
import { rangeName } from "../expressions/names.ts";
import type { NameRef } from "../type-ref.ts";
import { type SequenceSpec, sequenceSpec } from "./sequence-spec.ts";

export interface CreateSequence extends EffectBase {
  readonly kind: "create-sequence";
  readonly verb: "create";
  readonly name: NameRef;
  readonly temporary: boolean;
  readonly sequence: SequenceSpec;
}

export interface AlterSequence extends EffectBase {
  readonly kind: "alter-sequence";
  readonly verb: "alter";
  readonly name: NameRef;
  readonly sequence: SequenceSpec;
}

export const createSequence = (node: CreateSeqStmt): CreateSequence => ({
  kind: "create-sequence",
  verb: "create",
  name: rangeName(node.sequence),
  temporary: node.sequence?.relpersistence === "t",
  sequence: sequenceSpec(node.options),
  ...(node.if_not_exists ? { guard: "if not exists" as const } : {}),
});

export const alterSequence = (node: AlterSeqStmt): AlterSequence => ({
  kind: "alter-sequence",
  verb: "alter",
  name: rangeName(node.sequence),
  sequence: sequenceSpec(node.options),
  ...(node.missing_ok ? { guard: "if exists" as const } : {}),
});
