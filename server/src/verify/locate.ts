import type { Span } from "../text/span.ts";
import { codePointsToOffset } from "../text/units.ts";
import type { PlannedPart, PlannedStatement } from "./plan.ts";
import type { ServerError } from "./session.ts";

/** What is sent for a statement: its own text, so that PostgreSQL's position counts from its start. */
export const sqlOf = (part: PlannedPart, statement: { readonly span: Span }): string =>
  part.text.slice(statement.span.start, statement.span.end);

/** Where in the file an error of one statement is: the word at its position, else the statement. */
export function locate(part: PlannedPart, statement: PlannedStatement, error: ServerError): Span {
  if (error.position === undefined) return statement.span;
  const start =
    statement.span.start + codePointsToOffset(sqlOf(part, statement))(error.position - 1);
  const word = /"(?:[^"]|"")*"|'(?:[^']|'')*'|[\p{L}\p{N}_$]+|\S/uy;
  word.lastIndex = start;
  const found = word.exec(part.text);
  return found && start < statement.span.end
    ? { start, end: Math.min(start + found[0].length, statement.span.end) }
    : statement.span;
}
