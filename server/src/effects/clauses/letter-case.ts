import type { Surface } from "../surface.ts";
import { wordAt, written } from "./written.ts";

/** Writes keywords as the statement does: lower case when its first word is. */
export type Keywords = (keywords: string) => string;

export function keywordsLike(surface: Surface): Keywords {
  const first = written(surface).tokens[0];
  const text = first ? surface.text.slice(first.span.start, first.span.end) : "";
  const lower = text !== "" && text === wordAt(written(surface), 0);
  return (keywords) => (lower ? keywords.toLowerCase() : keywords);
}

/** `sql\`NOT EXISTS (… ${name})\``: the fixed parts in the statement's letter case, the values as they are. */
export type SqlTag = (fixed: TemplateStringsArray, ...values: readonly string[]) => string;

export function sqlLike(surface: Surface): SqlTag {
  const keywords = keywordsLike(surface);
  return (fixed, ...values) =>
    fixed.map((part, index) => keywords(part) + (values[index] ?? "")).join("");
}
