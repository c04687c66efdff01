/**
 * PostgreSQL counts a tree's places in UTF-8 bytes and an error's place in code points; JavaScript and LSP count
 * UTF-16 code units, and so does everything here that is called an offset.
 * Each converter keeps a cursor in its text, so that many look-ups in about one direction cost one pass.
 * A place inside a character becomes the character's start; one outside the text, its nearest edge.
 */
export type Convert = (place: number) => number;

/** UTF-8 bytes → UTF-16 offset. */
export const bytesToOffset = (text: string): Convert => toOffset(text, utf8Width);

/** Code points → UTF-16 offset. */
export const codePointsToOffset = (text: string): Convert => toOffset(text, one);

/** UTF-16 offset → UTF-8 bytes. */
export const offsetToBytes = (text: string): Convert => fromOffset(text, utf8Width);

/** How many of the other unit one code point takes. */
type Width = (codePoint: number) => number;

const one: Width = () => 1;

/** A lone surrogate counts 3: that is what TextEncoder writes for it. */
const utf8Width: Width = (codePoint) =>
  codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;

function toOffset(text: string, width: Width): Convert {
  if (isAscii(text)) return (place) => clamp(place, text.length);
  const cursor = cursorIn(text, width);
  return (place) => {
    while (cursor.units < place && cursor.forward()) {}
    while (cursor.units > place && cursor.back()) {}
    return cursor.offset;
  };
}

function fromOffset(text: string, width: Width): Convert {
  if (isAscii(text)) return (offset) => clamp(offset, text.length);
  const cursor = cursorIn(text, width);
  return (offset) => {
    while (cursor.offset < offset && cursor.forward()) {}
    while (cursor.offset > offset && cursor.back()) {}
    return cursor.units;
  };
}

/** Stands between two code points; moves answer whether there was one to move over. */
interface Cursor {
  offset: number;
  units: number;
  readonly forward: () => boolean;
  readonly back: () => boolean;
}

function cursorIn(text: string, width: Width): Cursor {
  const cursor: Cursor = {
    offset: 0,
    units: 0,
    forward() {
      const codePoint = text.codePointAt(cursor.offset);
      if (codePoint === undefined) return false;
      cursor.offset += codePoint > 0xffff ? 2 : 1;
      cursor.units += width(codePoint);
      return true;
    },
    back() {
      if (cursor.offset === 0) return false;
      const paired = cursor.offset > 1 ? (text.codePointAt(cursor.offset - 2) ?? 0) : 0;
      const codePoint = paired > 0xffff ? paired : text.charCodeAt(cursor.offset - 1);
      cursor.offset -= codePoint > 0xffff ? 2 : 1;
      cursor.units -= width(codePoint);
      return true;
    },
  };
  return cursor;
}

const clamp = (place: number, end: number): number => Math.max(0, Math.min(place, end));

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false;
  return true;
}
