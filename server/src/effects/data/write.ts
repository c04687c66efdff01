import type { EffectBase } from "../effect.ts";
import type { CommonTable, Expr, FromItem, Query, SelectItem } from "../expression.ts";
import type { Translators } from "../translate.ts";
import type { NameRef } from "../type-ref.ts";
import { deleteEffect } from "./delete.ts";
import { insertEffect } from "./insert.ts";
import { mergeEffect } from "./merge.ts";
import { updateEffect } from "./update.ts";

/** What all statements that change rows of one table have. */
interface Write extends EffectBase {
  readonly verb: "write";
  readonly table: NameRef;
  /** The name that the statement's expressions call the table by. */
  readonly alias: string;
  readonly with: readonly CommonTable[];
  readonly returning: readonly SelectItem[];
}

export interface InsertEffect extends Write {
  readonly kind: "insert";
  /** As written; without a list the source's columns go to the table's first ones. */
  readonly columns?: readonly string[];
  readonly source: Query | "default values";
  readonly overriding?: "user" | "system";
  readonly onConflict?: OnConflict;
}

export interface OnConflict {
  readonly action: "nothing" | "update";
  readonly target?:
    | {
        readonly kind: "columns";
        /** Undefined for an expression. */
        readonly columns: readonly (string | undefined)[];
        readonly expressions: readonly Expr[];
        readonly where?: Expr;
      }
    | { readonly kind: "constraint"; readonly name: string };
  readonly set: readonly Assignment[];
  readonly where?: Expr;
}

export interface Assignment {
  readonly column: string;
  readonly value: Expr;
  /** Only a field or an element of the column. */
  readonly part?: true;
}

export interface UpdateEffect extends Write {
  readonly kind: "update";
  /** UPDATE ONLY: not the tables below. */
  readonly only: boolean;
  readonly set: readonly Assignment[];
  readonly from: readonly FromItem[];
  readonly where?: Expr;
  /** A column moves on from its own old value (`n = n + 1`), so every run changes the rows again. */
  readonly relative: boolean;
}

export interface DeleteEffect extends Write {
  readonly kind: "delete";
  readonly using: readonly FromItem[];
  readonly where?: Expr;
}

export interface MergeEffect extends Write {
  readonly kind: "merge";
  readonly source: FromItem;
  readonly on: Expr;
  readonly actions: readonly MergeAction[];
}

export interface MergeAction {
  readonly when: "matched" | "not matched" | "not matched by source";
  readonly condition?: Expr;
  readonly action: "insert" | "update" | "delete" | "nothing";
  /** INSERT: columns and values; UPDATE: set. */
  readonly columns?: readonly string[];
  readonly values: readonly Expr[];
  readonly set: readonly Assignment[];
}

export const writeTranslators: Translators = {
  InsertStmt: (body) => [insertEffect(body)],
  UpdateStmt: (body) => [updateEffect(body)],
  DeleteStmt: (body) => [deleteEffect(body)],
  MergeStmt: (body) => [mergeEffect(body)],
};
