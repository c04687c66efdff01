import { lex } from "../../../server/src/sql/lex.ts";
import { split } from "../../../server/src/sql/split.ts";
import type { Span } from "../../../server/src/text/span.ts";

/** A text that says the same with its tokens in other places, and where each offset of the first text went. */
export interface Displaced {
  readonly text: string;
  readonly moved: (span: Span) => Span;
}

/** What stands in the place of one white space character, or of nothing (at the start of the file). */
interface Piece {
  readonly at: number;
  readonly length: 0 | 1;
  readonly text: string;
}

/** Two UTF-16 units that are one code point and four bytes; one unit that is two bytes; a tab. */
const odd = "💥ä\t";
const marker = `/* ${odd}*/`;

export const displacements: Readonly<Record<string, (text: string) => Displaced>> = {
  "after comments with emoji and tabs": (text) =>
    put(text, [{ at: 0, length: 0, text: `\t-- ${odd}\r\n\t${marker} ` }]),
  "after a statement with emoji in a literal": (text) =>
    put(text, [{ at: 0, length: 0, text: `select '${odd}\r\n'; ` }]),
  "with CRLF": (text) => put(text, newlines(text, "\r\n")),
  "with tabs for blanks": (text) =>
    put(
      text,
      blanks(text).map((at) => ({ at, length: 1, text: text[at] === " " ? "\t" : "\n" })),
    ),
  "with comments between the tokens": (text) =>
    put(
      text,
      blanks(text).map((at) => ({ at, length: 1, text: `${text[at]}${marker}\t` })),
    ),
  "with emoji in what is only said": (text) =>
    put(
      text,
      ends(text).map((at) => ({ at, length: 0, text: odd })),
    ),
};

/** Without what was put between the tokens. */
export const plain = (text: string): string =>
  text.replaceAll(marker, " ").replaceAll(odd, "").replace(/\s+/g, " ");

function put(text: string, pieces: readonly Piece[]): Displaced {
  let displaced = "";
  let from = 0;
  for (const { at, length, text: piece } of pieces) {
    displaced += text.slice(from, at) + piece;
    from = at + length;
  }
  const moved = (offset: number): number =>
    pieces
      .filter(({ at, length }) => at + length <= offset)
      .reduce((sum, piece) => sum + piece.text.length - piece.length, offset);
  return {
    text: displaced + text.slice(from),
    moved: ({ start, end }) => ({ start: moved(start), end: moved(end) }),
  };
}

const newlines = (text: string, by: string): Piece[] =>
  [...text.matchAll(/\n/g)].map(({ index }) => ({ at: index, length: 1, text: by }));

/** The first white space after each token, within dollar quotes too. */
function blanks(text: string, from = 0, to = text.length): number[] {
  return lex(text, from, to).flatMap(({ kind, span }) => {
    const tag = kind === "string" && /^\$\w*\$/.exec(text.slice(span.start, span.end))?.[0];
    const inside = tag ? blanks(text, span.start + tag.length, span.end - tag.length) : [];
    return /\s/.test(text[span.end] ?? "") && span.end < to ? [...inside, span.end] : inside;
  });
}

/** Of the literals that are written once, so that nothing asks for them: where the closing quote stands. */
function ends(text: string): number[] {
  return split(text, { start: 0, end: text.length }).flatMap((statement) => {
    const said = /^(?:comment on .* is|insert into .*\bvalues\b)/is.exec(statement.text);
    if (!said) return [];
    const { start, end } = statement.span;
    return lex(text, start, end)
      .filter(({ kind, span }) => kind === "string" && span.start > start + said[0].length - 1)
      .filter(({ span }) => /^'[a-z ]{3,}'$/.test(text.slice(span.start, span.end)))
      .filter(({ span }) => text.split(text.slice(span.start, span.end)).length === 2)
      .map(({ span }) => span.end - 1);
  });
}
