import type { Expr } from "../../effects/expression.ts";
import { refuse } from "../draft.ts";
import { isTable, requireColumn, systemColumns } from "../relations/require.ts";
import { anyColumn, type Checking } from "./check-context.ts";
import type { Frame, InferredType, Range } from "./scope.ts";

type ColumnRef = Extract<Expr, { kind: "column" }>;

/** The type of a column, variable or whole row; refused (42703, 42P01) when there is none. */
export const checkColumn = (
  checking: Checking,
  ref: ColumnRef,
  frame: Frame | undefined,
): InferredType =>
  ref.qualifier === undefined
    ? unqualified(checking, ref.name, frame)
    : qualified(checking, ref, ref.qualifier, frame);

function qualified(
  checking: Checking,
  ref: ColumnRef,
  qualifier: string,
  frame: Frame | undefined,
): InferredType {
  const range = findRange(frame, qualifier, ref.schema);
  if (range) return columnOf(checking, range, ref.name, `${qualifier}.${ref.name}`);
  if (checking.scope.variable?.(ref.name, qualifier) !== undefined) return "unknown";
  if (ref.schema !== undefined || hasUnnamedRange(frame)) return "unknown";
  // A column of a composite type, or a variable that the caller knows as a whole.
  if (checking.scope.variable?.(qualifier, undefined) !== undefined) return "unknown";
  const found = findWritten(frame, qualifier) ? "invalid reference to" : "missing";
  return refuse("42P01", `${found} FROM-clause entry for table "${qualifier}"`, {
    class: "table",
    name: qualifier,
  });
}

function unqualified(checking: Checking, name: string, frame: Frame | undefined): InferredType {
  const open: Range[] = [];
  for (let at = frame; at; at = at.outer) {
    for (const range of at.ranges) {
      const type = range.columns.get(name);
      if (type !== undefined) {
        if (range.key !== undefined) checking.read?.(range.key, name);
        return type;
      }
      if (!range.complete) open.push(range);
    }
  }
  if (systemColumns.has(name) && frame) return "unknown";
  if (checking.scope.variable?.(name, undefined) !== undefined) return "unknown";
  if (findRange(frame, name)) return "unknown";
  const [only, ...others] = open;
  if (only && others.length === 0) return columnOf(checking, only, name, `"${name}"`);
  if (only) {
    for (const { key } of open) if (key !== undefined) checking.read?.(key, anyColumn);
    return "unknown";
  }
  return refuse("42703", `column "${name}" does not exist`, { class: "column", name });
}

/** The range of an alias, the innermost query's first. */
function findRange(frame: Frame | undefined, alias: string, schema?: string): Range | undefined {
  for (let at = frame; at; at = at.outer)
    for (const range of at.ranges)
      if (range.alias === alias && (schema === undefined || range.schema === schema)) return range;
  return undefined;
}

function findWritten(frame: Frame | undefined, alias: string): boolean {
  for (let at = frame; at; at = at.outer) if (at.written?.alias === alias) return true;
  return false;
}

/** XMLTABLE and the like without an alias: its columns may be called anything. */
function hasUnnamedRange(frame: Frame | undefined): boolean {
  for (let at = frame; at; at = at.outer)
    if (at.ranges.some(({ alias, complete }) => alias === "" && !complete)) return true;
  return false;
}

function columnOf(checking: Checking, range: Range, name: string, written: string): InferredType {
  if (range.key !== undefined && !systemColumns.has(name)) checking.read?.(range.key, name);
  const type = range.columns.get(name);
  if (type !== undefined) return type;
  if (name === "*" || systemColumns.has(name)) return "unknown";
  const relation =
    range.key === undefined ? undefined : checking.draft.catalog.relations.known.get(range.key);
  // `s.x` is read as x(s) where s has no column x.
  if (relation?.kind === "sequence")
    return refuse("42809", `relation "${relation.name}" does not have a composite type`, {
      class: "column",
      name,
      ...(range.key === undefined ? {} : { on: range.key }),
    });
  if (range.complete)
    return refuse("42703", `column ${written} does not exist`, {
      class: "column",
      name,
      ...(range.key === undefined ? {} : { on: range.key }),
    });
  if (range.key !== undefined && relation && isTable(relation))
    return requireColumn(
      checking.draft,
      range.key,
      relation,
      name,
      `column ${written} does not exist`,
    ).type;
  return "unknown";
}
