import type { ObjectDifference, Problem } from "./report.ts";

export function differenceProblems(
  file: { readonly path: string },
  differences: readonly Attributed[],
): readonly Problem[] {
  const byStatement = new Map<number | undefined, Attributed[]>();
  for (const one of differences) byStatement.set(one.by, [...(byStatement.get(one.by) ?? []), one]);
  return [...byStatement].map(([by, found]) => ({
    kind: "difference",
    path: file.path,
    message: `no error, but ${found.map(sentence).join(", ")}`,
    differences: found.map(({ by: _, span: __, ...one }) => one),
    ...(by === undefined ? {} : { statement: by }),
    ...(found[0]?.span ? { span: found[0].span } : {}),
  }));
}

export interface Attributed extends ObjectDifference {
  /** Index of the statement that made it. */
  readonly by?: number | undefined;
  readonly span?: { readonly start: number; readonly end: number } | undefined;
}

const sentence = (one: ObjectDifference): string =>
  one.class === "rows of table"
    ? `the rows of ${one.name} differ (${one.before} → ${one.after})`
    : `${one.class} ${one.name} is ${one.change}`;
