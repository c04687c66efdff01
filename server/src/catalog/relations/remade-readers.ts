import type { Expr } from "../../effects/expression.ts";
import { columnsRead } from "../../effects/relations/written-expression.ts";
import { builtinType } from "../builtin/types.ts";
import type { Index, TypeName } from "../catalog.ts";
import { asked, type Draft, doubt, Refusal, refuse } from "../draft.ts";
import { checkingDraft } from "../evaluate/check-context.ts";
import { rangeOfRelation } from "../evaluate/check-from.ts";
import { resolvedExpr, sameType } from "../evaluate/resolved-expr.ts";
import { shownType } from "../objects/written-type.ts";
import { tableAt } from "./add-constraint.ts";
import { changeColumn } from "./columns.ts";
import { requireImmutable } from "./immutable.ts";
import { indexElements } from "./index-elements.ts";
import { indexesOf } from "./links.ts";
import { forbidUnclassed, hasDefaultClass } from "./operator-classes.ts";
import { checksOf, type Part, partsOf, statisticsOf } from "./remade-parts.ts";
import { checkTableExpression } from "./table-expression.ts";

/**
 * ATPostAlterTypeCleanup: indexes, checks and statistics that read a column of which the type changes are written out,
 * and read again over its new type. Asked before the column has it; what is answered is done once all columns have
 * theirs. Undefined: nothing is read otherwise than before.
 */
export function remadeReaders(
  draft: Draft,
  key: string,
  name: string,
  type: TypeName,
): (() => void) | undefined {
  const table = tableAt(draft, key);
  const column = table?.columns.known.get(name);
  if (!table || !column || isAlike(column.type, type)) return undefined;
  const indexes = indexesOf(draft.catalog, key)
    .map(({ relation }) => relation)
    .filter((index) => index.columns.includes(name) || index.reads.includes(name));
  const statistics = statisticsOf(draft, key, name);
  const indexParts = indexes.map((index) => partsOf(draft, index));
  const read = [
    ...indexParts.flat(),
    ...statistics.flatMap(({ expressions }) => expressions),
  ].filter(({ value }) => columnsRead(value).includes(name));
  const checks = checksOf(table).filter(({ value }) => columnsRead(value).includes(name));
  if (indexes.length + statistics.length + checks.length === 0) return undefined;
  const all = [...read, ...checks].map((part) => ({ part, written: written(draft, key, part) }));
  const settledParts = all.slice(0, read.length).map((one) => one.written);
  const settledChecks = all.slice(read.length).map((one) => one.written);
  return () => {
    for (const part of settledParts) readAnew(draft, key, part);
    for (const part of settledParts)
      if (part.value && part.immutable) requireImmutable(draft, key, part.value, part.immutable);
    for (const index of indexes) requireClass(draft, index, name, type);
    for (const part of settledChecks) readAnew(draft, key, part);
    if (statistics.some(({ columns }) => columns.includes(name)))
      forbidUnordered(draft, name, type);
    if (all.some(({ part, written: { value } }) => !isSame(written(draft, key, part).value, value)))
      changeColumn(draft, key, name, (now) => ({ ...now, retyped: true }));
  };
}

const isSame = (a: Expr | undefined, b: Expr | undefined): boolean =>
  a !== undefined && JSON.stringify(a) === JSON.stringify(b);

/** `value` as PostgreSQL remembers it, where that is certain. */
type WrittenPart = Omit<Part, "value"> & { readonly value: Expr | undefined };

/** What takes the one takes the other. */
const isAlike = (a: TypeName | "unknown", b: TypeName): boolean =>
  a !== "unknown" && (sameType(a, b) || (isText(a) && isText(b)));

const isText = ({ schema, name, dimensions }: TypeName): boolean =>
  schema === "pg_catalog" && dimensions === 0 && (name === "text" || name === "varchar");

/** Nothing is learnt by asking. One that was read over another type before has casts that nobody can see here. */
function written(draft: Draft, key: string, { value, ...part }: Part): WrittenPart {
  const table = tableAt(draft, key);
  const retyped = columnsRead(value).some((name) => table?.columns.known.get(name)?.retyped);
  if (!table || retyped) return { ...part, value: undefined };
  const frame = { ranges: [rangeOfRelation(table.name, key, table)], place: part.place };
  try {
    const found = asked(draft, () => resolvedExpr(checkingDraft(draft), value, frame));
    return { ...part, value: found?.expr };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...part, value: undefined };
  }
}

function readAnew(draft: Draft, key: string, { of, place, value }: WrittenPart): void {
  if (value) checkTableExpression(draft, key, value, place);
  else doubt(draft, `whether "${of}" can be made with the column's new type is not known`);
}

/** DefineIndex looks for operator classes and collations anew. */
function requireClass(draft: Draft, index: Index, column: string, type: TypeName): void {
  const { method, columns } = indexElements(index);
  for (const { name, operatorClass, collated } of columns) {
    if (name !== column) continue;
    if (collated && hasNoCollation(type))
      refuse("42804", `collations are not supported by type ${shown(draft, type)}`, {
        class: "index",
        schema: index.schema,
        name: index.name,
      });
    forbidUnclassed(draft, type, method, operatorClass);
  }
}

const hasNoCollation = ({ schema, name, dimensions }: TypeName): boolean => {
  if (schema !== "pg_catalog" || dimensions > 0) return false;
  const known = builtinType(name);
  return known?.kind === "base" && known.category !== "S";
};

/** CreateStatistics */
function forbidUnordered(draft: Draft, column: string, type: TypeName): void {
  if (hasDefaultClass(draft.catalog, type, "btree")) return;
  refuse(
    "0A000",
    `column "${column}" cannot be used in statistics because its type ${shown(draft, type)} has no default btree operator class`,
    { class: "column", name: column },
  );
}

const shown = ({ catalog }: Draft, type: TypeName): string =>
  shownType(type, catalog.session.searchPath);
