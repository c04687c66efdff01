import { textAt } from "../history/around.ts";
import { type ChangedFile, type OpenedHistory, reopened } from "../history/open.ts";
import { writtenPaths, writtenText } from "../history/source-file.ts";
import type { FileEdits, Finding, Fix } from "../rules/finding.ts";
import type {
  HistoryProposal,
  HistoryReport,
  HistoryScene,
  Listing,
} from "../rules/history-rule.ts";
import { historyRules } from "../rules/registry.ts";
import { joinPath, nameIn } from "../runners/folder.ts";
import { readJournal } from "../runners/journal.ts";
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

/** Files that it speaks of and that are no migrations. */
export const pathsAround = (history: OpenedHistory): readonly string[] => {
  const { files, ignored } = history;
  const own = new Set([...files.flatMap(writtenPaths), ...ignored.map((one) => one.path)]);
  return [...new Set(told(history).map(({ finding }) => finding.path))].filter(
    (path) => !own.has(path),
  );
};

/** The tried fixes of such a finding, best first. */
export function historyFixes(history: OpenedHistory, finding: Finding): readonly Fix[] {
  const found = told(history).find((one) => sameFinding(one.finding, finding));
  const proposals = found?.report.fixes ?? [];
  return proposals.filter((one) => holds(history, finding, one)).map((one) => fixOf(one, finding));
}

function told(history: OpenedHistory): readonly Told[] {
  const found = known.get(history);
  if (found) return found;
  const made = judged(history);
  known.set(history, made);
  return made;
}

const known = new WeakMap<OpenedHistory, readonly Told[]>();

function judged(history: OpenedHistory): readonly Told[] {
  const listing = listingOf(history);
  const scene: HistoryScene = {
    files: history.files.map((file) => ({ path: file.path, text: writtenText(file, file.path) })),
    ...(history.revisions ? { revisions: history.revisions } : {}),
    ...(listing ? { listing } : {}),
  };
  return historyRules.flatMap((rule) => {
    const set = history.severities[rule.id];
    if (set === "off") return [];
    return [...rule.check(scene)].map((report) => ({
      report,
      finding: {
        rule: rule.id,
        severity: set ?? report.severity ?? rule.severity,
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

function listingOf(history: OpenedHistory): Listing | undefined {
  const { folder, listed, runner, ignored } = history;
  if (runner.journal === undefined) return undefined;
  const path = joinPath(folder, runner.journal);
  const text = textAt(history, path);
  const journal = text === undefined ? undefined : readJournal(text);
  return text === undefined || !journal
    ? undefined
    : {
        path,
        text,
        journal,
        folder,
        names: listed.files.map((file) => file.name),
        leftOut: ignored.map((file) => nameIn(folder, file.path)),
      };
}

/** Tried: the finding is gone, and there are fewer of them all. */
function holds(history: OpenedHistory, finding: Finding, proposal: HistoryProposal): boolean {
  const after = reopened(
    history,
    proposal.files.map((one) => changed(history, one)),
  );
  const left = told(after).map((one) => one.finding);
  return (
    left.length < told(history).length &&
    !left.some((one) => one.rule === finding.rule && one.message === finding.message)
  );
}

function changed(history: OpenedHistory, { path, edits, renamed }: FileEdits): ChangedFile {
  const text = applyEdits(textAt(history, path) ?? "", edits);
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
