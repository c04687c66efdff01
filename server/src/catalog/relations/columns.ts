import type { Expr } from "../../effects/expression.ts";
import { parts } from "../../effects/expressions/aggregates.ts";
import type { ColumnSpec } from "../../effects/relations/column-spec.ts";
import type { WrittenExpression } from "../../effects/relations/written-expression.ts";
import type { Column, ColumnDefault, Table } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { contestAnswers } from "../contested-answers.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { checkingDraft } from "../evaluate/check-context.ts";
import { checkExpr } from "../evaluate/check-expr.ts";
import { checkConstant } from "../evaluate/check-types.ts";
import type { InferredType } from "../evaluate/scope.ts";
import { isThere } from "../names.ts";
import { requireType } from "../objects/require.ts";
import { resolveType } from "../objects/types.ts";
import { shownType } from "../objects/written-type.ts";
import { isAssignable } from "./assignable.ts";
import { notNullName, withNewNotNull } from "./not-null-name.ts";
import { requireRelation, updateTable, type Wanted } from "./require.ts";
import { createOwnedSequence } from "./sequences.ts";

/**
 * The column that a specification makes, with its type looked up. A sequence of its own is made too: it belongs to
 * `table`, of which only the name counts here, as it may not be there yet.
 */
export function makeColumn(
  draft: Draft,
  table: Pick<Table, "schema" | "name" | "owner"> & { readonly temporary: boolean },
  spec: ColumnSpec,
  position: number,
): Column {
  const owner = { table: relationKey(table.schema, table.name), column: spec.name };
  const type = spec.type ? requireType(draft, spec.type).type : ("unknown" as const);
  if (spec.contradiction !== undefined)
    refuse("42601", `${spec.contradiction} for column "${spec.name}" of table "${table.name}"`, {
      class: "column",
      name: spec.name,
    });
  if (spec.nullableKey) doubt(draft, "PostgreSQL 18 takes no NULL in a primary key");
  const sequence = spec.serial
    ? createOwnedSequence(draft, table, owner, { options: {} }, spec.serial)
    : undefined;
  if (spec.identity)
    createOwnedSequence(draft, table, owner, spec.identity.sequence, sequenceType(type), true);
  const fallback = sequence ? nextValue(sequence) : defaultOf(draft, spec, type);
  return {
    name: spec.name,
    type,
    position,
    notNull: spec.notNull || sequence !== undefined || spec.identity !== undefined,
    ...(fallback ? { default: fallback } : {}),
    ...(spec.identity ? { identity: spec.identity.when } : {}),
    ...(spec.generated ? { generated: spec.generated.kind } : {}),
    ...(spec.collation ? { collation: spec.collation.name } : {}),
    ...(spec.options === undefined ? {} : { options: spec.options }),
  };
}

/** The type of the sequence of an identity column. */
export const sequenceType = (type: Column["type"]): "int2" | "int4" | "int8" =>
  type !== "unknown" && (type.name === "int2" || type.name === "int8") ? type.name : "int4";

/** The sequence is made with the column's type: init_params refuses others. */
export function forbidIdentityType({ name, type }: Pick<Column, "name" | "type">): void {
  if (type === "unknown") return;
  if (type.schema === "pg_catalog" && type.dimensions === 0 && /^int[248]$/.test(type.name)) return;
  refuse("22023", "identity column type must be smallint, integer, or bigint", {
    class: "column",
    name,
  });
}

/** A generated column's expression stands where others have their default; it is checked once the table is there. */
function defaultOf(
  draft: Draft,
  spec: ColumnSpec,
  type: Column["type"],
): ColumnDefault | undefined {
  if (spec.generated) return madeDefault(draft, spec.generated.expression);
  return spec.default && columnDefault(draft, { name: spec.name, type }, spec.default);
}

/** DEFAULT NULL is no default; but it is one where it is not as it is: given a length, or made a domain's. */
export function columnDefault(
  draft: Draft,
  column: Pick<Column, "name" | "type">,
  written: WrittenExpression,
): ColumnDefault | undefined {
  const { value } = written;
  if (isNull(draft, value, column.type) && isPlain(draft, column.type)) return undefined;
  const made = madeDefault(draft, written);
  checkDefault(draft, column, value);
  return made;
}

/** NULL, also written as one of the column's own type. */
function isNull({ catalog }: Draft, value: Expr, type: Column["type"]): boolean {
  if (value.kind === "constant") return value.value === null;
  if (value.kind !== "cast" || value.arg.kind !== "constant" || value.arg.value !== null)
    return false;
  const { type: named, found } = resolveType(catalog, value.type);
  return isThere(found) && JSON.stringify(named) === JSON.stringify(type);
}

/** coerce_type_typmod, coerce_to_domain: both leave a constant alone. */
function isPlain({ catalog }: Draft, type: Column["type"]): boolean {
  if (type === "unknown") return true;
  if (type.modifiers !== undefined && type.name !== "interval") return false;
  const user = catalog.types.known.get(relationKey(type.schema, type.name));
  return user?.kind !== "domain" || type.dimensions > 0;
}

/** cookDefault */
function checkDefault(
  draft: Draft,
  { name, type }: Pick<Column, "name" | "type">,
  value: Expr,
): void {
  const given = checkExpr(checkingDraft(draft), value, { ranges: [], place: "DEFAULT expression" });
  requireAssignable(draft, { name, type }, value, given);
}

/** The type that an expression has is one that the column takes. */
export function requireAssignable(
  draft: Draft,
  { name, type }: Pick<Column, "name" | "type">,
  value: Expr,
  given: InferredType,
): void {
  if (type === "unknown" || given === "unknown") return;
  if (given === "literal") return checkConstant(checkingDraft(draft), value, type);
  if (isAssignable(draft.catalog, given, type)) return;
  const { searchPath } = draft.catalog.session;
  refuse(
    "42804",
    `column "${name}" is of type ${shownType(type, searchPath)} but default expression is of type ${shownType(given, searchPath)}`,
    { class: "column", name },
  );
}

export function madeDefault(draft: Draft, { value, definition }: WrittenExpression): ColumnDefault {
  const sequence = sequenceRead(draft, value);
  return {
    definition,
    value,
    fresh: someCall(value, (name) => freshFunctions.has(name)),
    ...(sequence === undefined ? {} : { sequence }),
  };
}

const nextValue = (sequence: string): ColumnDefault => ({
  definition: "nextval",
  value: {
    kind: "call",
    name: "nextval",
    args: [{ kind: "constant", value: sequence }],
  },
  fresh: true,
  sequence,
});

/** Functions that give every row another value. */
const freshFunctions = new Set([
  "nextval",
  "gen_random_uuid",
  "uuid_generate_v1",
  "uuid_generate_v1mc",
  "uuid_generate_v4",
  "uuidv4",
  "uuidv7",
  "gen_random_bytes",
]);

function someCall(expr: Expr, test: (name: string) => boolean): boolean {
  if (expr.kind === "call" && test(expr.name)) return true;
  return parts(expr).some((part) => someCall(part, test));
}

const aSequence: Wanted = {
  inText: true,
  kinds: ["sequence"],
  otherwise: (name) => ["42809", `"${name}" is not a sequence`],
};

/** The name in nextval('…') is looked up when the default is made: it has to be there. */
function sequenceRead(draft: Draft, expr: Expr): string | undefined {
  if (expr.kind === "call" && expr.name === "nextval") {
    const text = literal(expr.args[0]);
    if (text === undefined) return undefined;
    return requireRelation(draft, nameInText(text), aSequence).key;
  }
  for (const part of parts(expr)) {
    const found = sequenceRead(draft, part);
    if (found !== undefined) return found;
  }
  return undefined;
}

const literal = (arg: Expr | undefined): string | undefined => {
  if (arg?.kind === "constant" && typeof arg.value === "string") return arg.value;
  return arg?.kind === "cast" && arg.type.name === "regclass" ? literal(arg.arg) : undefined;
};

/** stringToQualifiedNameList: dots and double quotes; what is not quoted is folded. */
function nameInText(text: string): { readonly schema?: string; readonly name: string } {
  const found = [...text.matchAll(/"((?:[^"]|"")*)"|([^."\s]+)/g)].map(([, quoted, plain = ""]) =>
    quoted === undefined ? plain.toLowerCase() : quoted.replaceAll('""', '"'),
  );
  const name = found.at(-1) ?? "";
  const schema = found.at(-2);
  return schema === undefined ? { name } : { schema, name };
}

export function changeColumn(
  draft: Draft,
  key: string,
  name: string,
  change: (column: Column) => Column,
): void {
  updateTable(draft, key, (table) => {
    const column = table.columns.known.get(name);
    if (!column) return table;
    const changed = change(column);
    if (changed.notNull === column.notNull) return withColumn(table, changed);
    draft.catalog = contestAnswers(draft.catalog, notNullName(table.name, name));
    return withColumn(changed.notNull === true ? withNewNotNull(table, name) : table, changed);
  });
}

export const withColumn = (table: Table, column: Column): Table => ({
  ...table,
  columns: { ...table.columns, known: table.columns.known.set(column.name, column) },
});
