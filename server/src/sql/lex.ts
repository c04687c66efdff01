import { advance, scannerAt } from "./scanner.ts";
import type { Token } from "./token.ts";

/**
 * All tokens of a text, or of the part between two UTF-16 offsets, `to` exclusive.
 * `from` must lie outside literals and comments. The parts of a literal that goes on after a line break are tokens each.
 */
export function lex(text: string, from = 0, to = text.length): Token[] {
  const scanner = scannerAt(to < text.length ? text.slice(0, to) : text, from);
  const tokens: Token[] = [];
  while (advance(scanner)) {
    const span = { start: scanner.start, end: scanner.end };
    tokens.push(
      scanner.open ? { kind: scanner.kind, span, open: true } : { kind: scanner.kind, span },
    );
  }
  return tokens;
}
