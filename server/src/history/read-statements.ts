import type { Effect } from "../effects/effect.ts";
import { translate } from "../effects/translate.ts";
import type { Parsed, Parser } from "../sql/parser.ts";
import { split } from "../sql/split.ts";
import type { Statement } from "../sql/statement.ts";
import { contains, type Part } from "../text/span.ts";
import type { OpenedFile } from "./open.ts";

/** A statement with what it does; no effects where PostgreSQL cannot read it. */
export interface ReadStatement {
  readonly statement: Statement;
  readonly parsed: Parsed;
  readonly effects: readonly Effect[];
}

/** The statements of the part of a file that is run. */
export function readStatements(
  parser: Parser,
  file: OpenedFile,
  part: Part,
): readonly ReadStatement[] {
  return splitFile(file, part).map((statement) => read(parser, statement));
}

/** The statements of SQL that is no file of the history. */
export const readText = (parser: Parser, sql: string): readonly ReadStatement[] =>
  split(sql, { start: 0, end: sql.length }).map((statement) => read(parser, statement));

function read(parser: Parser, statement: Statement): ReadStatement {
  if (statement.kind === "psql") return { statement, parsed: { kind: "empty" }, effects: [] };
  const parsed = parser.parse(statement.text);
  return { statement, parsed, effects: effectsOf(parsed, statement.text) };
}

/** What a program sends by one call does not run into what it sends by the next. */
const splitFile = ({ text, source }: OpenedFile, part: Part): readonly Statement[] =>
  source
    ? source.sends
        .filter(({ span }) => contains(part, span))
        .flatMap(({ span }) => split(text, span))
    : split(text, part);

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
