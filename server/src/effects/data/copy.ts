import type { CopyStmt } from "@pgsql/types";
import type { EffectBase } from "../effect.ts";
import type { Expr, Query } from "../expression.ts";
import { expression } from "../expressions/expression.ts";
import { rangeName, texts } from "../expressions/names.ts";
import { query } from "../expressions/query.ts";
import type { Translators } from "../translate.ts";
import type { NameRef } from "../type-ref.ts";

export interface CopyEffect extends EffectBase {
  readonly kind: "copy";
  readonly verb: "write" | "run";
  readonly direction: "from" | "to";
  readonly place: "stdin" | "file" | "program";
  readonly table?: NameRef;
  readonly columns?: readonly string[];
  /** COPY (query) TO. */
  readonly query?: Query;
  readonly where?: Expr;
}

export const copyTranslators: Translators = { CopyStmt: (body) => [copyEffect(body)] };

function copyEffect(body: CopyStmt): CopyEffect {
  const columns = texts(body.attlist);
  return {
    kind: "copy",
    verb: body.is_from ? "write" : "run",
    direction: body.is_from ? "from" : "to",
    place: body.is_program ? "program" : body.filename === undefined ? "stdin" : "file",
    ...(body.relation ? { table: rangeName(body.relation) } : {}),
    ...(columns.length > 0 ? { columns } : {}),
    ...(body.query ? { query: query(body.query) } : {}),
    ...(body.whereClause ? { where: expression(body.whereClause) } : {}),
  };
}
