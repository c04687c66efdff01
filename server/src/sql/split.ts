import { type Part, piecesOf } from "../text/span.ts";
import { CLOSE, OPEN, SEMICOLON } from "./characters.ts";
import { copyDataAfter } from "./copy-data.ts";
import { nextStatementFollows } from "./recovery.ts";
import { advance, type Scanner, scannerAt } from "./scanner.ts";
import type { Statement } from "./statement.ts";
import { meet, newShape, type Shape } from "./statement-shape.ts";

/**
 * The statements of a text, or of a part of it; spans are offsets in the whole text.
 * On a file that PostgreSQL can read these are PostgreSQL's own statements. In a half-written one a statement that
 * lacks a parenthesis ends where the next one begins, so that it does not swallow the file.
 */
export function split(text: string, range?: Part): readonly Statement[] {
  if (range?.without) return piecesOf(range).flatMap((piece) => split(text, piece));
  const start = range?.start ?? 0;
  const scanner = scannerAt(
    range && range.end < text.length ? text.slice(0, range.end) : text,
    text.charCodeAt(start) === BYTE_ORDER_MARK ? start + 1 : start,
  );
  const statements: Statement[] = [];
  let patient = true;
  for (;;) {
    const from = scanner.end;
    const statement = nextStatement(scanner, patient);
    if (!statement) return statements;
    if (patient && statement.unclosed) {
      // Semicolons were passed over for the sake of an end that never comes; the file is broken, so look again.
      patient = false;
      scanner.end = from;
      continue;
    }
    statements.push(statement.found);
  }
}

interface Found {
  readonly found: Statement;
  readonly unclosed: boolean;
}

function nextStatement(scanner: Scanner, patient: boolean): Found | undefined {
  const { text } = scanner;
  const shape = newShape();
  let start = -1;
  let end = -1;
  let depth = 0;
  let passedOver = false;
  while (advance(scanner)) {
    if (scanner.kind === "comment") continue;
    if (scanner.kind === "psql") {
      if (start < 0) return { found: metaCommand(scanner), unclosed: false };
      // A command such as \gexec sends what stands before it; it is read again as a statement of its own.
      scanner.end = scanner.start;
      return { found: statementOf(text, start, end), unclosed: false };
    }
    if (scanner.kind === "punctuation") {
      const code = text.charCodeAt(scanner.start);
      if (code === OPEN) depth++;
      else if (code === CLOSE) depth = Math.max(0, depth - 1);
      else if (isTerminator(text, scanner)) {
        if (start < 0) continue;
        const inner = depth > 0 || shape.blocks > 0;
        const waits = patient && (shape.kind === "rule" || shape.blocks > 0);
        if (!inner || (!waits && nextStatementFollows(text, scanner.end, start))) {
          return { found: terminated(scanner, shape, start, end), unclosed: false };
        }
        if (waits) passedOver = true;
      }
    }
    if (start < 0) start = scanner.start;
    end = scanner.end;
    meet(shape, scanner);
  }
  if (start < 0) return undefined;
  const unclosed = passedOver && (depth > 0 || shape.blocks > 0);
  return { found: statementOf(text, start, end), unclosed };
}

/** A semicolon, also psql's \; which sends two statements at once. */
const isTerminator = (text: string, scanner: Scanner): boolean =>
  text.charCodeAt(scanner.end - 1) === SEMICOLON;

function statementOf(text: string, start: number, end: number): Statement {
  return { kind: "sql", span: { start, end }, text: text.slice(start, end) };
}

function terminated(scanner: Scanner, shape: Shape, start: number, end: number): Statement {
  const terminator = { start: scanner.start, end: scanner.end };
  const statement = { ...statementOf(scanner.text, start, end), terminator };
  const data = shape.copiesFromInput ? copyDataAfter(scanner.text, scanner.end) : undefined;
  if (!data) return statement;
  scanner.end = data.end;
  return { ...statement, data };
}

function metaCommand(scanner: Scanner): Statement {
  const span = { start: scanner.start, end: scanner.end };
  const text = scanner.text.slice(span.start, span.end);
  const data = readsInput.test(text) ? copyDataAfter(scanner.text, span.end) : undefined;
  if (!data) return { kind: "psql", span, text };
  scanner.end = data.end;
  return { kind: "psql", span, text, data };
}

const readsInput = /^\\copy\s.*\bfrom\s+p?stdin\b/i;
const BYTE_ORDER_MARK = 0xfeff;
