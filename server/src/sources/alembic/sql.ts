import { inQuotes } from "../../sql/names.ts";
import type { Span } from "../../text/span.ts";
import { type HostString, joined, made, textOf } from "../host-string.ts";
import type { Value } from "../python/value.ts";

/** A translation that cannot be made: an argument is not known. */
export const unknownPart = Symbol("unknown part");

/** Puts SQL together from words of ours and from what the program says. */
export const writer =
  (at: Span) =>
  (words: TemplateStringsArray, ...parts: readonly (HostString | string)[]): HostString =>
    words.flatMap((word, index) => {
      const part = parts[index];
      return [
        ...made(word, at),
        ...(part === undefined ? [] : typeof part === "string" ? made(part, at) : part),
      ];
    });

export type Writer = ReturnType<typeof writer>;

/** The text of an argument; throws unknownPart, which the translation as a whole is given up for. */
export function textIn(value: Value | undefined): HostString {
  const inner = value?.kind === "call" && /(?:^|\.)f$/.test(value.path) ? value.args[0] : value;
  if (inner?.kind === "string") return inner.string;
  if (inner?.kind === "call" && /(?:^|\.)quoted_name$/.test(inner.path))
    return textIn(inner.args[0]);
  throw unknownPart;
}

/** An identifier as SQLAlchemy quotes it. */
export function ident(name: HostString): HostString {
  const text = textOf(name);
  if (/^[a-z_][a-z0-9_$]*$/.test(text) && !reserved.has(text)) return name;
  const at = name[0]?.at ?? { start: 0, end: 0 };
  return text.includes('"')
    ? made(inQuotes(text), at)
    : [...made('"', at), ...name, ...made('"', at)];
}

export const identIn = (value: Value | undefined): HostString => ident(textIn(value));

/** `schema.name`. */
export function qualified(schema: Value | undefined, name: HostString): HostString {
  if (schema === undefined || schema.kind === "none") return name;
  const own = identIn(schema);
  return [...own, ...made(".", own[0]?.at ?? { start: 0, end: 0 }), ...name];
}

export const listed = (items: readonly HostString[], at: Span): HostString =>
  joined(items, made(", ", at));

/** A flag that is left out is false; one that is not known stops the translation. */
export function flag(value: Value | undefined): boolean {
  if (value === undefined || value.kind === "none") return false;
  if (value.kind === "boolean") return value.value;
  throw unknownPart;
}

export const isGiven = (value: Value | undefined): value is Value =>
  value !== undefined && value.kind !== "none";

/** PostgreSQL's reserved words (and those that may name types only), which SQLAlchemy quotes. */
const reserved = new Set(
  "all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create current_catalog current_date current_role current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign from grant group having in initially intersect into lateral leading limit localtime localtimestamp not null of offset on only or order placing primary references returning select session_user some symmetric table then to trailing true union unique user using variadic when where window with authorization between binary cross current_schema freeze full ilike inner is isnull join left like natural notnull outer over overlaps right similar verbose".split(
    " ",
  ),
);
