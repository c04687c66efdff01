/** Lines of SQL as one text. */
export const lines = (...text: readonly string[]): string => text.join("\n");

/** A DO block with one IF, as the fixes write it: the condition's lines, then the statement's. */
export const guarded = (condition: readonly string[], statement: readonly string[]): string =>
  lines(
    "DO $$",
    "BEGIN",
    ...condition.map((line) => `  ${line}`),
    ...statement.map((line) => `    ${line}`),
    "  END IF;",
    "END",
    "$$;",
  );

/** `IF NOT EXISTS (SELECT 1 FROM … WHERE …) THEN`, or IF EXISTS. */
export const unless = (from: string, where: string): readonly string[] => [
  "IF NOT EXISTS (",
  `  SELECT 1 FROM ${from}`,
  `  WHERE ${where}`,
  ") THEN",
];

export const when = (from: string, where: string): readonly string[] => [
  "IF EXISTS (",
  `  SELECT 1 FROM ${from}`,
  `  WHERE ${where}`,
  ") THEN",
];
