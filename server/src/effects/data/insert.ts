import type { InsertStmt, OnConflictClause } from "@pgsql/types";
import { expression } from "../expressions/expression.ts";
import { aliasName, rangeName } from "../expressions/names.ts";
import { commonTables, query, selectItems } from "../expressions/query.ts";
import { assignments } from "./assignments.ts";
import type { InsertEffect, OnConflict } from "./write.ts";

export function insertEffect(body: InsertStmt, depth = 0): InsertEffect {
  const table = rangeName(body.relation);
  const columns = body.cols?.flatMap((node) =>
    "ResTarget" in node ? [node.ResTarget.name ?? ""] : [],
  );
  const overriding = body.override === "OVERRIDING_SYSTEM_VALUE" ? "system" : "user";
  return {
    kind: "insert",
    verb: "write",
    table,
    alias: aliasName(body.relation?.alias, table.name),
    with: commonTables(body.withClause, depth),
    returning: selectItems(body.returningClause?.exprs, depth),
    ...(columns ? { columns } : {}),
    source: body.selectStmt ? query(body.selectStmt, depth) : "default values",
    ...(body.override && body.override !== "OVERRIDING_NOT_SET" ? { overriding } : {}),
    ...(body.onConflictClause ? { onConflict: onConflict(body.onConflictClause, depth) } : {}),
  };
}

function onConflict(clause: OnConflictClause, depth: number): OnConflict {
  const target = clause.infer ? conflictTarget(clause.infer, depth) : undefined;
  return {
    action: clause.action === "ONCONFLICT_UPDATE" ? "update" : "nothing",
    ...(target ? { target } : {}),
    set: assignments(clause.targetList, depth),
    ...(clause.whereClause ? { where: expression(clause.whereClause, depth) } : {}),
  };
}

function conflictTarget(
  infer: NonNullable<OnConflictClause["infer"]>,
  depth: number,
): NonNullable<OnConflict["target"]> {
  if (infer.conname !== undefined) return { kind: "constraint", name: infer.conname };
  const elements = (infer.indexElems ?? []).flatMap((node) =>
    "IndexElem" in node ? [node.IndexElem] : [],
  );
  return {
    kind: "columns",
    columns: elements.map((element) => element.name),
    expressions: elements.flatMap((element) =>
      element.expr ? [expression(element.expr, depth)] : [],
    ),
    ...(infer.whereClause ? { where: expression(infer.whereClause, depth) } : {}),
  };
}
