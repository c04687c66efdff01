import type { Edit, Span } from "./span.ts";

/**
 * The text after all edits. Edits may come in any order; at one place insertions keep their order.
 * Overlapping edits are a mistake of the caller: the later one of an overlapping pair is left out.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.span.start - b.edit.span.start || a.index - b.index);
  let out = "";
  let at = 0;
  for (const { edit } of ordered) {
    if (edit.span.start < at) continue;
    out += text.slice(at, edit.span.start) + edit.text;
    at = edit.span.end;
  }
  return out + text.slice(at);
}

export const insertAt = (offset: number, text: string): Edit => ({
  span: { start: offset, end: offset },
  text,
});

export const replace = (span: Span, text: string): Edit => ({ span, text });
