import type { Finding } from "../rules/finding.ts";
import type { Judged } from "./check-file.ts";
import type { Bench } from "./context.ts";

/** Statements that PostgreSQL's grammar refuses, or that are too much for the parser. */
export function* unreadable(on: Bench): Iterable<Judged> {
  for (const [index, { read }] of on.first.statements.entries()) {
    const { parsed, statement } = read;
    if (parsed.kind !== "error" && parsed.kind !== "too-complex") continue;
    if (parsed.kind === "error" && isFilledIn(statement.text, parsed.offset)) continue;
    const start = statement.span.start + (parsed.kind === "error" ? parsed.offset : 0);
    const end = Math.min(statement.span.end, start + wordLength(on.file.text, start));
    const common = {
      path: on.file.path,
      span: { start: Math.min(start, end), end },
      statement: statement.span,
      related: [],
    };
    const finding: Finding =
      parsed.kind === "error"
        ? {
            ...common,
            rule: "first-run/syntax-error",
            severity: "error",
            message: `PostgreSQL cannot read this: ${parsed.message}.`,
            detail: expectation(parsed.expected),
            run: "fresh",
            sqlstate: "42601",
          }
        : {
            ...common,
            rule: "first-run/too-complex",
            severity: "information",
            message: `Statement too complex: ${parsed.message}. It was not checked.`,
            detail: "",
            run: null,
            sqlstate: null,
          };
    yield { finding, proposals: [], statement: index };
  }
}

/**
 * PostgreSQL stumbles over a mark that some program puts a value in place of before it sends the file: psql's and
 * graphile's `:name`, templates' `{{ … }}`, Flyway's and the shell's `${…}`. What it sends, nobody here knows.
 */
const isFilledIn = (text: string, offset: number): boolean =>
  placeholder.test(text.slice(offset)) || placeholder.test(text.slice(Math.max(0, offset - 1)));

const placeholder = /^(?::(?:[A-Za-z_]\w*|'\w+'|"\w+")|\{\{|\$\{\w)/;

const expectation = (expected: readonly string[]): string =>
  expected.length === 0 ? "" : `Expected ${expected.join(", ")}.`;

const wordLength = (text: string, start: number): number => {
  const word = /^(?:[\p{L}\p{N}_$]+|\s*\S)/u.exec(text.slice(start, start + 80));
  return Math.max(1, word?.[0].length ?? 1);
};
