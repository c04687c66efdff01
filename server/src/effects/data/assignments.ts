import type { Node } from "@pgsql/types";
import type { Expr } from "../expression.ts";
import { expression } from "../expressions/expression.ts";
import type { Assignment } from "./write.ts";

/** A SET list. */
export const assignments = (
  targets: readonly Node[] | undefined,
  depth: number,
): readonly Assignment[] =>
  (targets ?? []).flatMap((node) =>
    "ResTarget" in node
      ? [
          {
            column: node.ResTarget.name ?? "",
            value: assigned(node.ResTarget.val, depth),
            ...(node.ResTarget.indirection ? { part: true as const } : {}),
          },
        ]
      : [],
  );

/** `(a, b) = (1, 2)` and `(a, b) = (SELECT …)` give each column its place in the row. */
function assigned(node: Node | undefined, depth: number): Expr {
  if (!node || !("MultiAssignRef" in node)) return expression(node, depth);
  const { source, colno } = node.MultiAssignRef;
  const row = expression(source, depth);
  const place = (colno ?? 1) - 1;
  if (row.kind === "row") return row.items[place] ?? { kind: "opaque", why: "a missing value" };
  return { kind: "opaque", why: "a column of a query's row", args: [row] };
}
