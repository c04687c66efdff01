import { diffLines } from "diff";
import type { Edit } from "./span.ts";

/** Edits, by lines, that turn one text into the other. */
export function difference(before: string, after: string): readonly Edit[] {
  if (before === after) return [];
  const edits: Edit[] = [];
  let at = 0;
  for (const part of diffLines(before, after)) {
    const { length } = part.value;
    const last = edits.at(-1);
    if (part.added) {
      if (last && last.span.end === at && last.text === "")
        edits[edits.length - 1] = { span: last.span, text: part.value };
      else edits.push({ span: { start: at, end: at }, text: part.value });
      continue;
    }
    if (part.removed) edits.push({ span: { start: at, end: at + length }, text: "" });
    at += length;
  }
  return edits;
}
