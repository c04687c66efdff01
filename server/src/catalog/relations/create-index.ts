import type { Expr } from "../../effects/expression.ts";
import type { CreateIndex } from "../../effects/relations/create-index.ts";
import { type Draft, refuse } from "../draft.ts";
import { findRelation } from "../look-up.ts";
import { isThere } from "../names.ts";
import { requirePlain } from "../objects/require.ts";
import { inExpression, inPredicate, requireImmutable } from "./immutable.ts";
import { requireIndexColumn } from "./index-column.ts";
import { makeIndex } from "./make-index.ts";
import { requireOperatorClass } from "./operator-classes.ts";
import { requireRelation, type Wanted } from "./require.ts";
import { forbidOtherParameters, indexTaking } from "./storage-parameters.ts";
import { checkTableExpression } from "./table-expression.ts";

const indexable: Wanted = {
  kinds: ["table", "partitioned table", "materialized view"],
  otherwise: (name) => ["42809", `cannot create index on relation "${name}"`],
};

/** transformIndexStmt reads the expressions, then DefineIndex looks at columns, and last at the name. */
export function createIndex(draft: Draft, effect: CreateIndex): void {
  const expressions = [
    ...effect.elements.flatMap(({ expression }) => (expression ? [expression] : [])),
    ...(effect.predicate ? [effect.predicate] : []),
  ];
  readBeforeKind(draft, effect);
  const { key, relation } = requireRelation(draft, effect.table, indexable);
  if (relation.kind === "unknown" || !("columns" in relation) || relation.kind === "index") return;
  const subject = { class: "table" as const, schema: relation.schema, name: relation.name };
  readExpressions(draft, key, effect);
  if (relation.kind === "partitioned table" && effect.concurrently)
    refuse(
      "0A000",
      `cannot create index on partitioned table "${relation.name}" concurrently`,
      subject,
    );
  requirePlain(
    draft,
    "access method",
    effect.method,
    "42704",
    `access method "${effect.method}" does not exist`,
  );
  if (effect.unique && ["hash", "gin", "gist", "spgist", "brin"].includes(effect.method))
    refuse("0A000", `access method "${effect.method}" does not support unique indexes`, subject);
  if (effect.predicate) requireImmutable(draft, key, effect.predicate.value, inPredicate);
  const taking = indexTaking(effect.method);
  if (taking) forbidOtherParameters(taking, effect.options);
  for (const { column, expression, operatorClass } of effect.elements) {
    if (expression) requireImmutable(draft, key, expression.value, inExpression);
    const type =
      column === undefined
        ? ("unknown" as const)
        : requireIndexColumn(draft, key, column, `column "${column}" does not exist`);
    requireOperatorClass(draft, type, effect.method, operatorClass);
  }
  for (const column of effect.included)
    requireIndexColumn(draft, key, column, `column "${column}" does not exist`);
  makeIndex(draft, key, {
    ...(effect.name === undefined ? {} : { name: effect.name }),
    columns: effect.elements.map(({ column }) => column),
    nameParts: effect.elements.map(({ namePart }) => namePart),
    included: effect.included,
    unique: effect.unique,
    nullsNotDistinct: effect.nullsNotDistinct,
    partial: effect.predicate !== undefined && !isTrue(effect.predicate.value),
    reads: [...new Set(expressions.flatMap(({ reads }) => reads))],
    definition: effect.definition,
    ifNotExists: effect.guard !== undefined,
    only: effect.only,
  });
}

/** What is no table may have columns too, and they are asked for before the kind is looked at. */
function readBeforeKind(draft: Draft, effect: CreateIndex): void {
  const { key, found } = findRelation(draft.catalog, effect.table);
  if (!isThere(found) || found.origin === "assumed" || indexable.kinds.includes(found.kind)) return;
  if (!("columns" in found) && found.kind !== "sequence") return;
  readExpressions(draft, key, effect);
}

/** transformIndexStmt: the predicate first. */
function readExpressions(draft: Draft, key: string, { elements, predicate }: CreateIndex): void {
  if (predicate) checkTableExpression(draft, key, predicate.value, "index predicate");
  for (const { expression } of elements)
    if (expression) checkTableExpression(draft, key, expression.value, "index expression");
}

/** WHERE true is no predicate: make_ands_implicit leaves nothing of it. */
const isTrue = (expr: Expr): boolean => expr.kind === "constant" && expr.value === true;
