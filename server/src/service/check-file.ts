import type { Failure } from "../catalog/outcome.ts";
import { firstOpaque } from "../history/by-path.ts";
import type { Finding, Severity } from "../rules/finding.ts";
import { rules } from "../rules/registry.ts";
import type { Declares, Proposal, Report, Rule } from "../rules/rule.ts";
import { shift } from "../text/span.ts";
import type { Bench } from "./context.ts";
import { despiteFailure } from "./our-failure.ts";
import { allScenes, type Placed } from "./scenes.ts";
import { rerunSeverity } from "./severity.ts";
import { suppress } from "./suppress.ts";

/** A finding with what could be done about it; proposals have not been tried yet. */
export interface Judged {
  readonly finding: Finding;
  readonly proposals: readonly Proposal[];
  /** Index of the statement in the file. */
  readonly statement: number;
  /** PostgreSQL's answer that it reports. */
  readonly failure?: Failure;
  readonly declares?: Declares;
}

export interface CheckOptions {
  readonly rerun: "auto" | "require" | "off";
  readonly disabledRules: readonly string[];
}

/** What is to be said about one file, in the order of the text. */
export const checkFile = (on: Bench, options: CheckOptions): readonly Judged[] =>
  suppress(on.file.path, on.file.text, judged(on, options)).kept;

/** The same, with what comments silence. */
export function judged(on: Bench, options: CheckOptions): readonly Judged[] {
  const severity = rerunSeverity(options.rerun, on.history, on.file);
  const partly = firstOpaque(on.history) <= on.height;
  const isMixed = on.file.source?.opaqueAgain === true;
  const found: Judged[] = [];
  const ofGate = on.file.path === on.history.gate?.path;
  for (const placed of allScenes(on)) {
    for (const rule of placed.scene.unread ? ofUnread : ofRead) {
      if ((options.rerun === "off" || isMixed) && rule.severity === "rerun") continue;
      if (partly && needsAll.test(rule.id)) continue;
      // A workflow's server is its own: who runs psql there may do what it likes.
      if (ofGate && rule.id.startsWith("prerequisite/")) continue;
      for (const report of reportsOf(on, rule, placed))
        found.push(judge(on, rule, placed, report, severity));
    }
  }
  const wanted = found
    .filter((one) => !options.disabledRules.includes(one.finding.rule))
    .flatMap((one) => asDeclared(on, one));
  return wanted.sort((a, b) => a.finding.span.start - b.finding.span.start);
}

const reportsOf = (on: Bench, rule: Rule, { scene, statement }: Placed): readonly Report[] =>
  despiteFailure(on.machine, `${rule.id}: ${statement.text}`, [], () => [...rule.check(scene)]);

const ofUnread = rules.filter((one) => one.speaksOf === "unread");
const ofRead = rules.filter((one) => one.speaksOf !== "unread");

/** What is there is not known any more, once a program has called what is not in view. */
const needsAll =
  /^(?:prerequisite\/|first-run\/(?!syntax-error$|not-immutable$|not-in-transaction$|enum-value-too-early$))/;

/** With the severity that the team has set for the rule. */
function asDeclared(on: Bench, judged: Judged): readonly Judged[] {
  const severity = on.history.severities[judged.finding.rule];
  if (severity === undefined) return [judged];
  if (severity === "off") return [];
  return [
    {
      finding: { ...judged.finding, severity },
      statement: judged.statement,
      ...(judged.failure ? { failure: judged.failure } : {}),
      ...(judged.declares ? { declares: judged.declares } : {}),
      get proposals() {
        return judged.proposals;
      },
    },
  ];
}

function judge(on: Bench, rule: Rule, placed: Placed, report: Report, severity: Severity): Judged {
  const { span } = placed.statement;
  const finding: Finding = {
    rule: rule.id,
    severity: severityOf(rule, report, severity),
    message: report.message,
    detail: report.detail ?? "",
    run: rule.run ?? (rule.severity === "rerun" && !report.echo ? "second" : null),
    sqlstate: report.failure?.sqlstate ?? null,
    path: on.file.path,
    span: shift(report.at, span.start),
    statement: span,
    related: report.related ?? [],
  };
  return {
    finding,
    // Asked for when somebody wants a fix, not at every keystroke.
    get proposals() {
      return report.fixes ?? [];
    },
    statement: placed.index,
    ...(report.failure ? { failure: report.failure } : {}),
    ...(report.declares ? { declares: report.declares } : {}),
  };
}

const severityOf = (rule: Rule, report: Report, rerun: Severity): Severity => {
  if (report.echo) return "information";
  if (report.severity) return report.severity;
  return rule.severity === "rerun" ? rerun : rule.severity;
};
