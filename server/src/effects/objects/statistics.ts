import type { AlterStatsStmt, CreateStatsStmt } from "@pgsql/types";
import { definition } from "../definition.ts";
import type { EffectBase } from "../effect.ts";
import { dotted, rangeName } from "../expressions/names.ts";
import { columnsRead, writtenExpression } from "../relations/written-expression.ts";
import type { NameRef } from "../type-ref.ts";
import { type AlterPlain, alter } from "./plain.ts";
import { ifExists, ifNotExists } from "./read.ts";

export interface CreateStatistics extends EffectBase {
  readonly kind: "create-statistics";
  readonly verb: "create";
  readonly class: "statistics";
  /** Left out: PostgreSQL makes one up (since 16). */
  readonly name?: NameRef;
  readonly table: NameRef;
  /** One per item: undefined for an expression. */
  readonly items: readonly (string | undefined)[];
  /** All columns that are read. */
  readonly columns: readonly string[];
  readonly definition: string;
}

export function createStatistics(node: CreateStatsStmt): CreateStatistics {
  const items = (node.exprs ?? []).flatMap((item) => ("StatsElem" in item ? [item.StatsElem] : []));
  const from = node.relations?.[0];
  return {
    kind: "create-statistics",
    verb: "create",
    class: "statistics",
    ...(node.defnames ? { name: dotted(node.defnames) } : {}),
    table: from && "RangeVar" in from ? rangeName(from.RangeVar) : { name: "" },
    items: items.map((item) => item.name),
    columns: items.flatMap((item) =>
      item.name === undefined ? columnsRead(writtenExpression(item.expr).value) : [item.name],
    ),
    definition: definition([node.exprs, node.stat_types]),
    ...ifNotExists(node.if_not_exists),
  };
}

export const alterStatistics = (node: AlterStatsStmt): AlterPlain =>
  alter(
    { class: "statistics", name: dotted(node.defnames) },
    {
      changes: [{ aspect: "target", text: definition(node.stxstattarget) }],
      ...ifExists(node.missing_ok),
    },
  );
