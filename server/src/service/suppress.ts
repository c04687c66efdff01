import type { Finding } from "../rules/finding.ts";
import { rules } from "../rules/registry.ts";
import { type Suppression, suppressions } from "../rules/suppressions.ts";
import { lex } from "../sql/lex.ts";
import { split } from "../sql/split.ts";
import type { Span } from "../text/span.ts";

/** What is left of findings of one text when comments have silenced some, and the comments that silence nothing. */
export interface Suppressed<T> {
  readonly kept: readonly T[];
  readonly idle: readonly Finding[];
}

/** What is said of a comment that silences nothing. */
export const idleRule = "comments/unused-ignore";

/** Leaves out what a comment silences. */
export function suppress<T extends { readonly finding: Finding }>(
  path: string,
  text: string,
  found: readonly T[],
): Suppressed<T> {
  if (!text.includes("-ignore")) return { kept: found, idle: [] };
  const comments = lex(text).filter((token) => token.kind === "comment");
  return suppressBy(
    path,
    text,
    found,
    suppressions(text, comments),
    split(text).map((one) => one.span),
  );
}

/** The same in a program, whose comments begin with # or //; what they stand above is a call or a line. */
export function suppressInProgram<T extends { readonly finding: Finding }>(
  path: string,
  text: string,
  calls: readonly Span[],
  found: readonly T[],
): Suppressed<T> {
  if (!text.includes("safe-migrations-ignore")) return { kept: found, idle: [] };
  const comments = [...text.matchAll(/(?:#|\/\/)[ \t]*safe-migrations-ignore[^\r\n]*/g)].map(
    (one) => ({ span: { start: one.index, end: one.index + one[0].length } }),
  );
  const lines = [...text.matchAll(/\S[^\r\n]*/g)].map((one) => ({
    start: one.index,
    end: one.index + one[0].length,
  }));
  const units = [...calls, ...lines].sort((a, b) => a.start - b.start || b.end - a.end);
  return suppressBy(path, text, found, suppressions(text, comments), units);
}

function suppressBy<T extends { readonly finding: Finding }>(
  path: string,
  text: string,
  found: readonly T[],
  written: readonly Suppression[],
  units: readonly Span[],
): Suppressed<T> {
  const used = new Set<string>();
  const areas = written.map((one) => (one.scope === "file" ? undefined : area(text, one, units)));
  const kept = found.filter(({ finding }) => {
    const silencing = written.findIndex((each, index) =>
      covers(each, areas[index], finding, used, index),
    );
    return silencing < 0;
  });
  return { kept, idle: written.flatMap((one, index) => unused(path, one, index, used)) };
}

function covers(
  one: Suppression,
  span: Span | undefined,
  finding: Finding,
  used: Set<string>,
  index: number,
): boolean {
  if (one.scope === "statement") {
    const start = finding.statement?.start ?? finding.span.start;
    if (!span || start < span.start || start >= span.end) return false;
  }
  if (one.rules.length === 0) {
    used.add(`${index}:`);
    return true;
  }
  const name = one.rules.find((each) => means(each.name, finding.rule, one.dialect));
  if (!name) return false;
  used.add(`${index}:${name.name}`);
  return true;
}

/** The full id, its last part, or another linter's name for it. */
function means(name: string, id: string, dialect: Suppression["dialect"]): boolean {
  if (dialect === "squawk") {
    const rule = rules.find((one) => one.id === id);
    return rule?.aliases.includes(name) ?? false;
  }
  return name === id || name === id.slice(id.indexOf("/") + 1);
}

/** From the comment to the end of the statement on whose lines it stands, else of the next one; what is in between too. */
function area(text: string, one: Suppression, units: readonly Span[]): Span {
  const lineStart = text.lastIndexOf("\n", one.span.start - 1) + 1;
  const onLine = units.filter((span) => span.start < one.span.start && span.end > lineStart);
  const meant = onLine.at(-1) ?? units.find((span) => span.start >= one.span.end) ?? one.span;
  return {
    start: Math.min(meant.start, one.span.start),
    end: Math.max(meant.end, one.span.end),
  };
}

function unused(
  path: string,
  one: Suppression,
  index: number,
  used: Set<string>,
): readonly Finding[] {
  if (one.dialect === "squawk") return [];
  const idle = one.rules.filter((each) => !used.has(`${index}:${each.name}`));
  const all = one.rules.length === 0 ? !used.has(`${index}:`) : idle.length === one.rules.length;
  if (!all && idle.length === 0) return [];
  const report = (span: Span, what: string): Finding => ({
    rule: idleRule,
    severity: "information",
    message: `This comment silences nothing: ${what}.`,
    detail: "Remove it, so that it cannot hide a later finding.",
    run: null,
    sqlstate: null,
    path,
    span,
    statement: null,
    related: [],
  });
  if (all) return [report(one.span, "no finding here is of that rule")];
  return idle.map((each) => report(each.span, `no finding here is of ${each.name}`));
}
