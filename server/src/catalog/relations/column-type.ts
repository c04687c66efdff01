import type { AlterColumnType } from "../../effects/relations/alter-effects.ts";
import type { Table } from "../catalog.ts";
import { asked, type Draft, doubt, putOff } from "../draft.ts";
import { checkingDraft } from "../evaluate/check-context.ts";
import { checkConstant } from "../evaluate/check-types.ts";
import { setRelation } from "../look-up.ts";
import { find, isThere, put } from "../names.ts";
import { requireType } from "../objects/require.ts";
import { tableAt } from "./add-constraint.ts";
import { alterTarget, requireKind } from "./alter-target.ts";
import { changeColumn, forbidIdentityType } from "./columns.ts";
import { forbidIncomparableKeys } from "./foreign-key.ts";
import { inheritors } from "./inheritors.ts";
import { forbidItself } from "./member-of-itself.ts";
import { overChildren } from "./over-children.ts";
import { remadeReaders } from "./remade-readers.ts";
import {
  assumedColumn,
  isTable,
  needColumn,
  refuseMissingColumn,
  requireColumn,
} from "./require.ts";
import { retypedRows } from "./retyped-rows.ts";
import { changedDefinition, sequencesOf } from "./sequences.ts";
import { checkTableExpression } from "./table-expression.ts";
import {
  forbidAlteringType,
  forbidBelow,
  forbidReaders,
  forbidTypeChange,
  forbidUncastable,
} from "./type-change.ts";

export function alterColumnType(draft: Draft, effect: AlterColumnType): void {
  const target = alterTarget(draft, effect.table, effect.as, effect.ifTableExists);
  if (!target) return;
  const { key, relation } = target;
  requireKind(
    relation,
    "ALTER COLUMN ... SET DATA TYPE",
    "table",
    "partitioned table",
    "foreign table",
    "composite type",
  );
  if (relation.kind === "composite type") {
    const found = find(relation.columns, effect.column);
    if (found === "absent") refuseMissingColumn(relation, key, effect.column);
    const { type } = requireType(draft, effect.type);
    if (!isThere(found)) needColumn(draft, key, relation, effect.column);
    forbidItself(draft, key, effect.column, type);
    const column = isThere(found) ? found : assumedColumn(relation.columns, effect.column);
    const columns = put(relation.columns, column.name, { ...column, type });
    setRelation(draft, key, { ...relation, columns });
    return;
  }
  if (!isTable(relation)) return doubt(draft, `what "${relation.name}" is, is not known`);
  const own = relation.columns.known.get(effect.column);
  // transformAlterTableStmt: the sequence's type is changed first.
  if (own?.identity)
    forbidIdentityType({ name: effect.column, type: requireType(draft, effect.type).type });
  const { column, type } = newType(draft, key, relation, effect);
  forbidTypeChange(draft, key, column, type);
  for (const below of effect.only ? [] : inheritors(draft.catalog, key).keys())
    forbidReaders(draft, below, column);
  const collation = effect.collation?.name;
  overChildren(draft, key, effect.only, (at) => {
    const remade = remadeReaders(draft, at, effect.column, type);
    const rewritten = retypedRows(draft, at, effect.column, type, effect.using?.value);
    changeColumn(draft, at, effect.column, ({ collation: before, ...now }) => ({
      ...now,
      type,
      ...(collation === undefined ? {} : { collation }),
    }));
    if (remade) putOff(draft, "retyped", remade);
    rewritten();
  });
  putOff(draft, "retyped", () => forbidIncomparableKeys(draft, key, effect.column));
  for (const { key: at, relation: sequence } of sequencesOf(draft.catalog, key, effect.column))
    if (sequence.identity)
      setRelation(draft, at, {
        ...sequence,
        definition: changedDefinition(sequence.definition, { as: type.name }),
      });
}

/** ATPrepAlterColumnType, for a statement with several commands; what is learnt is learnt when its turn comes. */
export function prepareColumnType(draft: Draft, effect: AlterColumnType): void {
  asked(draft, () => {
    const target = alterTarget(draft, effect.table, effect.as, effect.ifTableExists);
    if (target && isTable(target.relation)) newType(draft, target.key, target.relation, effect);
  });
}

/** ATParseTransformCmd reads USING before the column is looked for. */
function newType(draft: Draft, key: string, table: Table, effect: AlterColumnType) {
  const using = effect.using?.value;
  const given = using && checkTableExpression(draft, key, using, "transform expression");
  const column = requireColumn(draft, key, tableAt(draft, key) ?? table, effect.column);
  forbidAlteringType(table, key, column);
  const { type } = requireType(draft, effect.type);
  forbidItself(draft, key, effect.column, type);
  if (given === "literal") checkConstant(checkingDraft(draft), using, type);
  forbidUncastable(draft, key, column, type, given);
  forbidBelow(draft, key, column, type, effect);
  return { column, type };
}
