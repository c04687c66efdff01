import type { Constraint, Node } from "@pgsql/types";
import { definition } from "../definition.ts";
import { outputName } from "../expressions/column-name.ts";
import { dotted, rangeName, texts } from "../expressions/names.ts";
import type { NameRef } from "../type-ref.ts";
import { type WrittenExpression, writtenExpression } from "./written-expression.ts";

/** A constraint as written, of a column or of a table. */
export interface ConstraintSpec {
  readonly name?: string;
  readonly type: "check" | "unique" | "primary key" | "foreign key" | "exclude" | "not null";
  /** Columns of a key; of a check what its expression reads; of an exclusion undefined for an expression. */
  readonly columns: readonly (string | undefined)[];
  readonly included: readonly string[];
  /** How the columns count in an automatic name: an expression is called by its function. */
  readonly nameParts: readonly string[];
  /** Of an exclusion's elements. */
  readonly operatorClasses?: readonly (NameRef | undefined)[];
  /** Of a check. */
  readonly expression?: WrittenExpression;
  /** Of an exclusion's elements. */
  readonly expressions?: readonly WrittenExpression[];
  readonly predicate?: WrittenExpression;
  /** ADD CONSTRAINT … UNIQUE USING INDEX. */
  readonly usingIndex?: string;
  readonly references?: { readonly table: NameRef; readonly columns: readonly string[] };
  readonly notValid: boolean;
  readonly noInherit: boolean;
  readonly nullsNotDistinct: boolean;
  readonly deferrable: boolean;
  readonly method: string;
  /** Canonical text of everything but names of constraint and tables and NOT VALID. */
  readonly definition: string;
}

const types: Readonly<Record<string, ConstraintSpec["type"]>> = {
  CONSTR_CHECK: "check",
  CONSTR_UNIQUE: "unique",
  CONSTR_PRIMARY: "primary key",
  CONSTR_FOREIGN: "foreign key",
  CONSTR_EXCLUSION: "exclude",
  CONSTR_NOTNULL: "not null",
};

/** `column`: the one it is written on; undefined for a table constraint. */
export function constraintSpec(node: Constraint, column?: string): ConstraintSpec | undefined {
  const type = types[node.contype ?? ""];
  if (!type) return undefined;
  const expression = node.raw_expr ? writtenExpression(node.raw_expr) : undefined;
  const predicate = node.where_clause ? writtenExpression(node.where_clause) : undefined;
  const excluded = exclusionElements(node.exclusions);
  const keys = column === undefined ? [...texts(node.keys), ...texts(node.fk_attrs)] : [column];
  const columns =
    type === "check"
      ? (expression?.reads ?? [])
      : type === "exclude"
        ? excluded.map((element) => element.column)
        : keys;
  return {
    ...(node.conname === undefined ? {} : { name: node.conname }),
    type,
    columns,
    included: texts(node.including),
    nameParts: type === "exclude" ? excluded.map((element) => element.namePart) : keys,
    ...(type === "exclude"
      ? {
          operatorClasses: excluded.map((element) => element.operatorClass),
          expressions: excluded.flatMap(({ expression }) => (expression ? [expression] : [])),
        }
      : {}),
    ...(expression ? { expression } : {}),
    ...(predicate ? { predicate } : {}),
    ...(node.indexname === undefined ? {} : { usingIndex: node.indexname }),
    ...(node.pktable
      ? { references: { table: rangeName(node.pktable), columns: texts(node.pk_attrs) } }
      : {}),
    notValid: node.skip_validation ?? false,
    noInherit: node.is_no_inherit ?? false,
    nullsNotDistinct: node.nulls_not_distinct ?? false,
    deferrable: node.deferrable ?? false,
    method: node.access_method ?? "btree",
    definition: rest(node, expression),
  };
}

/** Names and columns change by renaming; they are kept apart so that they can. */
function rest(node: Constraint, expression: WrittenExpression | undefined): string {
  const { conname, keys, fk_attrs, pk_attrs, pktable, indexname, skip_validation, ...kept } = node;
  const { initially_valid, raw_expr, including, contype, ...others } = kept;
  return definition({ ...others, ...(expression ? { raw_expr } : {}) });
}

interface ExclusionElement {
  readonly column: string | undefined;
  readonly namePart: string;
  readonly operatorClass?: NameRef;
  readonly expression?: WrittenExpression;
}

function exclusionElements(exclusions: readonly Node[] | undefined): readonly ExclusionElement[] {
  return (exclusions ?? []).flatMap((pair) => {
    const element = "List" in pair ? pair.List.items?.[0] : undefined;
    if (!element || !("IndexElem" in element)) return [];
    const { name, expr, opclass } = element.IndexElem;
    return [
      {
        column: name,
        namePart: name ?? expressionName(expr),
        ...(opclass ? { operatorClass: dotted(opclass) } : {}),
        ...(expr ? { expression: writtenExpression(expr) } : {}),
      },
    ];
  });
}

/** FigureIndexColname: what an index column of an expression is called. */
export function expressionName(node: Node | undefined): string {
  const name = outputName(node);
  return name === "?column?" ? "expr" : name;
}
