import type { OpenedFile } from "../history/open.ts";
import { rules } from "../rules/registry.ts";
import { type Suppression, suppressions } from "../rules/suppressions.ts";
import { lex } from "../sql/lex.ts";
import { split } from "../sql/split.ts";
import type { Span } from "../text/span.ts";
import type { Judged } from "./check-file.ts";

/** Leaves out what a comment silences, and reports comments of ours that silence nothing. */
export function suppress(file: OpenedFile, found: readonly Judged[]): Judged[] {
  if (!file.text.includes("-ignore")) return [...found];
  const comments = lex(file.text).filter((token) => token.kind === "comment");
  const written = suppressions(file.text, comments);
  const used = new Set<string>();
  const statements = split(file.text);
  const areas = written.map((one) =>
    one.scope === "file" ? undefined : area(file.text, one, statements),
  );
  const kept = found.filter((one) => {
    const silencing = written.findIndex((each, index) =>
      covers(each, areas[index], one, used, index),
    );
    return silencing < 0;
  });
  return [...kept, ...written.flatMap((one, index) => unused(file, one, index, used))];
}

function covers(
  one: Suppression,
  span: Span | undefined,
  judged: Judged,
  used: Set<string>,
  index: number,
): boolean {
  const { finding } = judged;
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

/** The statement on whose lines the comment stands, else the next one. */
function area(
  text: string,
  one: Suppression,
  statements: readonly { span: Span }[],
): Span | undefined {
  const lineStart = text.lastIndexOf("\n", one.span.start - 1) + 1;
  const onLine = statements.filter(
    ({ span }) => span.start < one.span.start && span.end > lineStart,
  );
  return (onLine.at(-1) ?? statements.find(({ span }) => span.start >= one.span.end))?.span;
}

function unused(file: OpenedFile, one: Suppression, index: number, used: Set<string>): Judged[] {
  if (one.dialect === "squawk") return [];
  const idle = one.rules.filter((each) => !used.has(`${index}:${each.name}`));
  const all = one.rules.length === 0 ? !used.has(`${index}:`) : idle.length === one.rules.length;
  if (!all && idle.length === 0) return [];
  const report = (span: Span, what: string): Judged => ({
    finding: {
      rule: "comments/unused-ignore",
      severity: "information",
      message: `This comment silences nothing: ${what}.`,
      detail: "Remove it, so that it cannot hide a later finding.",
      run: null,
      sqlstate: null,
      path: file.path,
      span,
      statement: null,
      related: [],
    },
    proposals: [],
    statement: -1,
  });
  if (all) return [report(one.span, "no finding here is of that rule")];
  return idle.map((each) => report(each.span, `no finding here is of ${each.name}`));
}
