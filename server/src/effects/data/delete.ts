import type { DeleteStmt } from "@pgsql/types";
import { expression } from "../expressions/expression.ts";
import { fromItem } from "../expressions/from.ts";
import { aliasName, rangeName } from "../expressions/names.ts";
import { commonTables, selectItems } from "../expressions/query.ts";
import type { DeleteEffect } from "./write.ts";

export function deleteEffect(body: DeleteStmt, depth = 0): DeleteEffect {
  const table = rangeName(body.relation);
  return {
    kind: "delete",
    verb: "write",
    table,
    alias: aliasName(body.relation?.alias, table.name),
    with: commonTables(body.withClause, depth),
    returning: selectItems(body.returningClause?.exprs, depth),
    using: (body.usingClause ?? []).map((node) => fromItem(node, depth)),
    ...(body.whereClause ? { where: expression(body.whereClause, depth) } : {}),
  };
}
