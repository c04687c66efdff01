/** A stretch of a text: UTF-16 offsets, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Replace `span` of a text by `text`. An empty span inserts. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** A stretch that need not belong to it as a whole. */
export interface Part extends Span {
  /** What of the stretch is no part of it, in order. */
  readonly without?: readonly Span[];
}

/** What belongs to a part: a single piece, unless something lies between. */
export function piecesOf(part: Part): readonly Span[] {
  const { without = [] } = part;
  const starts = [part.start, ...without.map((one) => one.end)];
  return starts.map((start, i) => ({ start, end: without[i]?.start ?? part.end }));
}

export const partText = (text: string, part: Part): string =>
  piecesOf(part)
    .map((piece) => spanText(text, piece))
    .join("");

export const spanText = (text: string, span: Span): string => text.slice(span.start, span.end);

export const contains = (outer: Span, inner: Span): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

/** Two spans share at least one position; touching ends count, so that a cursor at either edge is inside. */
export const touches = (one: Span, other: Span): boolean =>
  one.start <= other.end && other.start <= one.end;

export const shift = (span: Span, by: number): Span => ({
  start: span.start + by,
  end: span.end + by,
});
