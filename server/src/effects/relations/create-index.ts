import type { IndexStmt, Node } from "@pgsql/types";
import { definition } from "../definition.ts";
import type { EffectBase } from "../effect.ts";
import { dotted, rangeName, texts } from "../expressions/names.ts";
import type { NameRef } from "../type-ref.ts";
import { expressionName } from "./constraint-spec.ts";
import { optionsOf } from "./options.ts";
import { type WrittenExpression, writtenExpression } from "./written-expression.ts";

export interface CreateIndex extends EffectBase {
  readonly kind: "create-index";
  readonly verb: "create";
  /** Absent: PostgreSQL chooses one that is free. */
  readonly name?: string;
  readonly table: NameRef;
  /** ON ONLY: not on partitions. */
  readonly only: boolean;
  readonly unique: boolean;
  readonly concurrently: boolean;
  readonly options: Readonly<Record<string, string>>;
  readonly nullsNotDistinct: boolean;
  readonly method: string;
  readonly elements: readonly IndexElement[];
  readonly included: readonly string[];
  readonly predicate?: WrittenExpression;
  /** Canonical text of everything but the names of index, table and plain columns. */
  readonly definition: string;
}

export interface IndexElement {
  readonly column?: string;
  readonly expression?: WrittenExpression;
  /** How it counts in an automatic name. */
  readonly namePart: string;
  readonly operatorClass?: NameRef;
}

export function createIndex(node: IndexStmt): CreateIndex {
  const { idxname, relation, concurrent, if_not_exists, indexParams, ...rest } = node;
  const { indexIncludingParams, unique, nulls_not_distinct, whereClause, ...kept } = rest;
  return {
    kind: "create-index",
    verb: "create",
    ...(idxname === undefined ? {} : { name: idxname }),
    table: rangeName(relation),
    only: !relation?.inh,
    unique: unique ?? false,
    concurrently: concurrent ?? false,
    nullsNotDistinct: nulls_not_distinct ?? false,
    method: node.accessMethod ?? "btree",
    options: optionsOf(node.options),
    elements: (indexParams ?? []).flatMap(element),
    included: (indexIncludingParams ?? []).flatMap((item) =>
      "IndexElem" in item && item.IndexElem.name !== undefined ? [item.IndexElem.name] : [],
    ),
    ...(whereClause ? { predicate: writtenExpression(whereClause) } : {}),
    definition: definition({ ...kept, whereClause, elements: (indexParams ?? []).map(unnamed) }),
    ...(if_not_exists ? { guard: "if not exists" as const } : {}),
  };
}

function element(node: Node): IndexElement[] {
  if (!("IndexElem" in node)) return [];
  const { name, expr, opclass } = node.IndexElem;
  const operatorClass = opclass ? { operatorClass: dotted(opclass) } : {};
  if (name !== undefined) return [{ column: name, namePart: name, ...operatorClass }];
  return [
    { expression: writtenExpression(expr), namePart: expressionName(expr), ...operatorClass },
  ];
}

/** Operator class, collation, order; the column's name may change. */
const unnamed = (node: Node): unknown => {
  if (!("IndexElem" in node)) return node;
  const { name, opclass, ...kept } = node.IndexElem;
  return { ...kept, opclass: texts(opclass) };
};
