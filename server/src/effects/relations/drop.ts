import type { DropStmt } from "@pgsql/types";
import type { EffectBase } from "../effect.ts";
import { dotted } from "../expressions/names.ts";
import type { NameRef } from "../type-ref.ts";
import type { RelationWord } from "./alter-effects.ts";
import { relationWord } from "./relation-word.ts";

/** One item of DROP TABLE, VIEW, INDEX, SEQUENCE, MATERIALIZED VIEW or FOREIGN TABLE. */
export interface DropRelation extends EffectBase {
  readonly kind: "drop-relation";
  readonly verb: "drop";
  readonly as: RelationWord;
  readonly name: NameRef;
  /** All the items of the list: they may depend on each other. */
  readonly together: readonly NameRef[];
  readonly cascade: boolean;
  readonly concurrently: boolean;
  readonly part: number;
}

export function drop(node: DropStmt): readonly DropRelation[] | undefined {
  const as = relationWord(node.removeType);
  if (!as || as === "type") return undefined;
  const together = (node.objects ?? []).flatMap((item) =>
    "List" in item ? [dotted(item.List.items)] : [],
  );
  return together.map((name, part) => ({
    kind: "drop-relation",
    verb: "drop",
    as,
    name,
    together,
    cascade: node.behavior === "DROP_CASCADE",
    concurrently: node.concurrent ?? false,
    part,
    ...(node.missing_ok ? { guard: "if exists" as const } : {}),
  }));
}
