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

/** Each once, and none that another one answers along with its own question. */
function unique(conditions: readonly Condition[]): readonly Condition[] {
  const each = [...new Map(conditions.map((one) => [JSON.stringify(one), one])).values()];
  return each.filter((one) => !each.some((other) => other !== one && implies(other, one)));
}

const implies = (one: Condition, other: Condition): boolean =>
  one.kind === "look-up" &&
  other.kind === "look-up" &&
  one.wanted === "there" &&
  other.wanted === "there" &&
  one.from === other.from &&
  other.where.every((test) => one.where.includes(test));
