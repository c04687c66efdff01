import type { Finding, Fix, Severity } from "../rules/finding.ts";

/** One finding with the fixes that were tried. */
export interface Reported {
  readonly finding: Finding;
  readonly fixes: readonly Fix[];
}

export interface Report {
  readonly files: number;
  readonly statements: number;
  readonly reported: readonly Reported[];
  /** Texts by path, for positions and code frames. */
  readonly texts: ReadonlyMap<string, string>;
}

const rank: Readonly<Record<Severity, number>> = { information: 0, warning: 1, error: 2 };

export const atLeast = (severity: Severity, least: Severity | "never"): boolean =>
  least !== "never" && rank[severity] >= rank[least];
