import type { Effect } from "../effects/effect.ts";
import { translate } from "../effects/translate.ts";
import type { Parsed, Parser } from "../sql/parser.ts";
import { split } from "../sql/split.ts";
import type { Statement } from "../sql/statement.ts";
import type { Span } from "../text/span.ts";

/** A statement with what it does; no effects where PostgreSQL cannot read it. */
export interface ReadStatement {
  readonly statement: Statement;
  readonly parsed: Parsed;
  readonly effects: readonly Effect[];
}

/** The statements of the part of a file that is run. */
export function readStatements(parser: Parser, text: string, part: Span): readonly ReadStatement[] {
  return split(text, part).map((statement) => {
    if (statement.kind === "psql") return { statement, parsed: { kind: "empty" }, effects: [] };
    const parsed = parser.parse(statement.text);
    return { statement, parsed, effects: effectsOf(parsed, statement.text) };
  });
}

/** Trees are cached by statement text in the parser, so a tree's effects never change. */
const known = new WeakMap<object, readonly Effect[]>();

function effectsOf(parsed: Parsed, sql: string): readonly Effect[] {
  if (parsed.kind !== "tree") return [];
  const found = known.get(parsed.tree);
  if (found) return found;
  const effects = translate(parsed.tree, sql);
  known.set(parsed.tree, effects);
  return effects;
}
