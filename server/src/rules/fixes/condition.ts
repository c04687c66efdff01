import type { SqlTag } from "../../effects/clauses/letter-case.ts";

/** A question to the catalog that a DO block asks before it runs a statement. */
export type Condition =
  | {
      readonly kind: "look-up";
      readonly wanted: "there" | "absent";
      readonly from: string;
      /** Joined by AND. */
      readonly where: readonly string[];
    }
  | { readonly kind: "test"; readonly text: string };

/** What stands between IF and THEN, as lines without the indentation of the IF. */
export function conditionLines(conditions: readonly Condition[], sql: SqlTag): readonly string[] {
  const lines: string[] = [];
  for (const condition of unique(conditions)) {
    const [first = "", ...rest] = linesOf(condition, sql);
    const last = lines.pop();
    lines.push(last === undefined ? first : `${last} ${sql`AND`} ${first}`, ...rest);
  }
  return lines;
}

function linesOf(condition: Condition, sql: SqlTag): readonly string[] {
  if (condition.kind === "test") return [condition.text];
  return [
    `${condition.wanted === "there" ? sql`EXISTS` : sql`NOT EXISTS`} (`,
    sql`  SELECT 1 FROM ${condition.from}`,
    ...(condition.where.length > 0 ? [sql`  WHERE ${condition.where.join(sql` AND `)}`] : []),
    ")",
  ];
}

const unique = (conditions: readonly Condition[]): readonly Condition[] => [
  ...new Map(conditions.map((condition) => [JSON.stringify(condition), condition])).values(),
];
