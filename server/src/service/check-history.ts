import type { ChangedFile, OpenedHistory } from "../history/open.ts";
import { writtenText } from "../history/source-file.ts";
import type { FileEdits, Finding, Fix } from "../rules/finding.ts";
import type { HistoryProposal, HistoryReport, HistoryScene } from "../rules/history-rule.ts";
import { historyRules } from "../rules/registry.ts";
import { applyEdits } from "../text/edits.ts";
import type { CheckOptions } from "./check-file.ts";
import { sameFinding } from "./same-finding.ts";

interface Told {
  readonly finding: Finding;
  readonly report: HistoryReport;
}

/** What is to say about one file as a member of its history. */
export const historyFindings = (
  history: OpenedHistory,
  path: string,
  options: CheckOptions,
): readonly Finding[] =>
  told(history)
    .map(({ finding }) => finding)
    .filter((one) => one.path === path && !options.disabledRules.includes(one.rule));

/** The tried fixes of such a finding, best first. */
export function historyFixes(history: OpenedHistory, finding: Finding): readonly Fix[] {
  const found = told(history).find((one) => sameFinding(one.finding, finding));
  const proposals = found?.report.fixes ?? [];
  return proposals.filter((one) => holds(history, finding, one)).map((one) => fixOf(one, finding));
}

function told(history: OpenedHistory): readonly Told[] {
  const scene: HistoryScene = {
    files: history.files.map((file) => ({ path: file.path, text: writtenText(file, file.path) })),
    ...(history.revisions ? { revisions: history.revisions } : {}),
  };
  return historyRules.flatMap((rule) => {
    const severity = history.severities[rule.id] ?? rule.severity;
    if (severity === "off") return [];
    return [...rule.check(scene)].map((report) => ({
      report,
      finding: {
        rule: rule.id,
        severity,
        message: report.message,
        detail: report.detail ?? "",
        run: null,
        sqlstate: null,
        path: report.path,
        span: report.at,
        statement: null,
        related: report.related ?? [],
      },
    }));
  });
}

/** Tried: the finding is gone, and there are fewer of them all. */
function holds(history: OpenedHistory, finding: Finding, proposal: HistoryProposal): boolean {
  if (!history.reopen) return false;
  const after = history.reopen(proposal.files.map((one) => changed(history, one)));
  const left = told(after).map((one) => one.finding);
  return (
    left.length < told(history).length &&
    !left.some((one) => one.rule === finding.rule && one.message === finding.message)
  );
}

function changed(history: OpenedHistory, { path, edits, renamed }: FileEdits): ChangedFile {
  const file = history.files.find((one) => one.path === path);
  const text = applyEdits(file ? writtenText(file, path) : "", edits);
  return { path, text, ...(renamed ? { renamed } : {}) };
}

function fixOf(proposal: HistoryProposal, finding: Finding): Fix {
  const own = proposal.files.find((one) => one.path === finding.path && one.renamed === undefined);
  const others = proposal.files.filter((one) => one !== own);
  return {
    title: proposal.title,
    grade: proposal.grade,
    edits: own?.edits ?? [],
    ...(others.length > 0 ? { others } : {}),
  };
}
