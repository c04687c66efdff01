import type { Edit, Span } from "../text/span.ts";
import type { Piece } from "./host-string.ts";
import type { Send, Source } from "./source.ts";

/** A stretch of a host file. */
export interface HostSpan {
  readonly host: number;
  readonly span: Span;
}

/** An edit of a host file. */
export interface HostEdit {
  readonly host: number;
  readonly edit: Edit;
}

/** Where a stretch of the SQL stands: the written part of it, or what it was made for. */
export function toHost(source: Source, span: Span): HostSpan {
  const touched = overlapping(source.pieces, span);
  const written = touched.filter(({ piece }) => piece.kind !== "made");
  const shown = written.length > 0 ? written : touched;
  const [first] = shown;
  if (!first) return { host: 0, span: { start: 0, end: 0 } };
  const here = inOrder(shown.filter(({ piece }) => piece.host === first.piece.host));
  const spans = here.map(({ piece, start }) => part(piece, start, span));
  return {
    host: first.piece.host,
    span: {
      start: Math.min(...spans.map((one) => one.start)),
      end: Math.max(...spans.map((one) => one.end)),
    },
  };
}

/** Of a text that is put together from places in another order than they are written in, the first place alone. */
function inOrder(placed: readonly Placed[]): readonly Placed[] {
  const isSorted = placed.every(
    ({ piece }, index) => index === 0 || (placed[index - 1]?.piece.at.end ?? 0) <= piece.at.start,
  );
  const [first] = placed;
  return isSorted || !first
    ? placed
    : placed.filter(
        ({ piece }) =>
          piece === first.piece ||
          (piece.literal !== undefined && piece.literal === first.piece.literal),
      );
}

/** Where a place of a host file stands in the SQL: every place that is made from it. */
export function toSql(source: Source, host: number, offset: number): readonly number[] {
  const found: number[] = [];
  let start = 0;
  for (const piece of source.pieces) {
    if (
      piece.kind !== "made" &&
      piece.host === host &&
      piece.at.start <= offset &&
      offset <= piece.at.end
    )
      found.push(start + (piece.kind === "same" ? offset - piece.at.start : 0));
    start += piece.text.length;
  }
  return [...new Set(found)];
}

/** The edits in the host's own writing, or why they cannot be written there. */
export function editsToHost(
  source: Source,
  edits: readonly Edit[],
): readonly HostEdit[] | { readonly refused: string } {
  const out: HostEdit[] = [];
  for (const edit of edits) {
    const mapped = inLiteral(source, edit) ?? byOption(source, edit) ?? before(source, edit);
    if (!mapped) return { refused: "the statement is not written as SQL at this place" };
    if (!out.some((one) => same(one, mapped))) out.push(mapped);
  }
  return out;
}

interface Placed {
  readonly piece: Piece;
  readonly start: number;
}

/** The pieces that share a character with the span; those at its place when it is empty. */
function overlapping(pieces: readonly Piece[], span: Span): readonly Placed[] {
  const out: Placed[] = [];
  let start = 0;
  for (const piece of pieces) {
    const end = start + piece.text.length;
    const inside =
      span.start === span.end
        ? start <= span.start && span.start <= end
        : start < span.end && span.start < end;
    if (inside) out.push({ piece, start });
    if (start > span.end) break;
    start = end;
  }
  return out;
}

function part(piece: Piece, start: number, span: Span): Span {
  if (piece.kind !== "same") return piece.at;
  return {
    start: piece.at.start + Math.max(0, span.start - start),
    end: piece.at.start + Math.min(piece.text.length, span.end - start),
  };
}

/** All of it in one literal. An insertion between two goes to the end of the former. */
function inLiteral(source: Source, edit: Edit): HostEdit | undefined {
  const touched = overlapping(source.pieces, edit.span).filter(
    ({ piece, start }) => piece.literal !== undefined && wholeOrSame(piece, start, edit.span),
  );
  const [first] = touched;
  const literal = first?.piece.literal;
  if (!first || !literal) return undefined;
  const own = touched.filter(({ piece }) => piece.literal === literal);
  const covered = own.reduce((sum, one) => sum + shared(one, edit.span), 0);
  if (covered !== edit.span.end - edit.span.start) return undefined;
  const last = own.at(-1) ?? first;
  const text = literal.encode(edit.text);
  if (text === undefined) return undefined;
  const start = edge(first, edit.span.start);
  return {
    host: first.piece.host,
    edit: {
      span: { start, end: edit.span.start === edit.span.end ? start : edge(last, edit.span.end) },
      text,
    },
  };
}

/** An escape is edited as a whole. */
const wholeOrSame = (piece: Piece, start: number, span: Span): boolean =>
  piece.kind === "same" ||
  (!strictlyInside(span.start, start, piece) && !strictlyInside(span.end, start, piece));

const strictlyInside = (offset: number, start: number, piece: Piece): boolean =>
  offset > start && offset < start + piece.text.length;

const shared = ({ piece, start }: Placed, span: Span): number =>
  Math.max(0, Math.min(start + piece.text.length, span.end) - Math.max(start, span.start));

const edge = ({ piece, start }: Placed, offset: number): number => {
  if (piece.kind === "same") return piece.at.start + offset - start;
  return offset === start ? piece.at.start : piece.at.end;
};

/** `IF NOT EXISTS` and the like, as an argument of the call that makes the statement. */
function byOption(source: Source, edit: Edit): HostEdit | undefined {
  const left = /^\s*(\w+)/.exec(source.sql.slice(edit.span.start, edit.span.end))?.[1];
  if (left !== undefined && edit.text !== "") return undefined;
  const send = sendAt(source, edit.span.start);
  const word = left === undefined ? edit.text.trim() : `WITHOUT ${left}`;
  const option = send?.options?.[word.toUpperCase()];
  return send && option ? { host: send.host, edit: option } : undefined;
}

function before(source: Source, edit: Edit): HostEdit | undefined {
  const send = sendAt(source, edit.span.start);
  if (!send?.before || edit.span.start !== edit.span.end || edit.span.start !== send.span.start)
    return undefined;
  const written = send.before(edit.text);
  return written && { host: send.host, edit: written };
}

export const sendAt = (source: Source, offset: number): Send | undefined =>
  source.sends.find(({ span }) => span.start <= offset && offset <= span.end);

const same = (one: HostEdit, other: HostEdit): boolean =>
  one.host === other.host &&
  one.edit.text === other.edit.text &&
  one.edit.span.start === other.edit.span.start &&
  one.edit.span.end === other.edit.span.end;
