import type { MergeStmt, MergeWhenClause, Node } from "@pgsql/types";
import { expression } from "../expressions/expression.ts";
import { fromItem } from "../expressions/from.ts";
import { aliasName, rangeName } from "../expressions/names.ts";
import { commonTables, selectItems } from "../expressions/query.ts";
import { assignments } from "./assignments.ts";
import type { MergeAction, MergeEffect } from "./write.ts";

export function mergeEffect(body: MergeStmt, depth = 0): MergeEffect {
  const table = rangeName(body.relation);
  return {
    kind: "merge",
    verb: "write",
    table,
    alias: aliasName(body.relation?.alias, table.name),
    with: commonTables(body.withClause, depth),
    returning: selectItems(body.returningClause?.exprs, depth),
    source: body.sourceRelation
      ? fromItem(body.sourceRelation, depth)
      : { kind: "opaque", why: "no source" },
    on: expression(body.joinCondition, depth),
    actions: (body.mergeWhenClauses ?? []).flatMap((node: Node) =>
      "MergeWhenClause" in node ? [mergeAction(node.MergeWhenClause, depth)] : [],
    ),
  };
}

function mergeAction(clause: MergeWhenClause, depth: number): MergeAction {
  const action = actions[clause.commandType ?? ""] ?? "nothing";
  const columns = (clause.targetList ?? []).flatMap((node) =>
    "ResTarget" in node ? [node.ResTarget.name ?? ""] : [],
  );
  return {
    when: moments[clause.matchKind ?? ""] ?? "matched",
    ...(clause.condition ? { condition: expression(clause.condition, depth) } : {}),
    action,
    ...(action === "insert" && columns.length > 0 ? { columns } : {}),
    values: (clause.values ?? []).map((node) => expression(node, depth)),
    set: action === "update" ? assignments(clause.targetList, depth) : [],
  };
}

const actions: Readonly<Record<string, MergeAction["action"]>> = {
  CMD_INSERT: "insert",
  CMD_UPDATE: "update",
  CMD_DELETE: "delete",
};

const moments: Readonly<Record<string, MergeAction["when"]>> = {
  MERGE_WHEN_NOT_MATCHED_BY_TARGET: "not matched",
  MERGE_WHEN_NOT_MATCHED_BY_SOURCE: "not matched by source",
};
