import type { Catalog } from "../catalog/catalog.ts";
import type { Outcome } from "../catalog/outcome.ts";
import type { OpenedHistory } from "../history/open.ts";
import { bench } from "../service/context.ts";
import type { Parser } from "../sql/parser.ts";
import type { FileReport, Report, StatementRun } from "./report.ts";

/** A statement on which the simulation and PostgreSQL do not agree: a bug of ours. */
export interface Disagreement {
  readonly path: string;
  readonly statement: number;
  readonly span: StatementRun["span"];
  readonly run: "first" | "second";
  readonly simulated: string;
  readonly really: string;
}

export interface Agreement {
  /** Outcomes that the simulation was sure of and that were compared, by run. */
  readonly compared: { readonly first: number; readonly second: number };
  /** Outcomes that it left open. */
  readonly unsure: { readonly first: number; readonly second: number };
  readonly disagreements: readonly Disagreement[];
}

/**
 * Holds the simulation of a history against what verify saw. A second run counts only for statements that the first
 * run applied in both: what failed there left another database behind.
 */
export function agreementOf(parser: Parser, history: OpenedHistory, report: Report): Agreement {
  const compared = { first: 0, second: 0 };
  const unsure = { first: 0, second: 0 };
  const disagreements: Disagreement[] = [];
  const roots = new Map<string, Catalog>();
  for (const file of report.files) {
    const on = bench({ parser }, roots, history, file.path);
    if (!on) continue;
    for (const [index, real] of file.statements.entries()) {
      const first = on.first.statements[index]?.outcome;
      if (!first) continue;
      const at = { path: file.path, statement: index, span: real.span };
      const judge = (
        run: "first" | "second",
        said: string | undefined,
        was: string | undefined,
      ): boolean => {
        if (was === undefined) return false;
        if (said === undefined) {
          unsure[run] += 1;
          return false;
        }
        compared[run] += 1;
        if (said === was) return true;
        disagreements.push({ ...at, run, simulated: said, really: was });
        return false;
      };
      judge("first", words(first, false), wordsOf(real, false));
      if (wordsOf(real, false) !== "applied" || first.kind === "fails") continue;
      const second = on.second.statements[index]?.outcome;
      const again = file.again?.[index];
      if (!second || !again) continue;
      const changes =
        (on.second.changes[index] ?? []).length + (on.second.echoes[index] ?? []).length > 0;
      judge("second", words(second, changes), wordsOf(again, changedBy(file, index)));
    }
  }
  return { compared, unsure, disagreements };
}

const words = (outcome: Outcome, changes: boolean): string | undefined =>
  outcome.kind === "unsure"
    ? undefined
    : outcome.kind === "fails"
      ? outcome.sqlstate
      : changes
        ? "changes"
        : "applied";

const wordsOf = (run: StatementRun, changes: boolean): string | undefined =>
  run.outcome === "failed"
    ? run.sqlstate
    : run.outcome === "applied"
      ? changes
        ? "changes"
        : "applied"
      : undefined;

const changedBy = (file: FileReport, index: number): boolean =>
  file.checks.some(
    (check) =>
      check.check === "again" &&
      check.problems.some((one) => one.kind === "difference" && one.statement === index),
  );
