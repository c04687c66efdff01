import type { Catalog } from "../../catalog/catalog.ts";
import { candidatesAfter } from "../../sql/earley.ts";
import { lex } from "../../sql/lex.ts";
import type { Parser } from "../../sql/parser.ts";
import type { Bench } from "../context.ts";
import { sqlOffset } from "../written.ts";
import { bodyBefore } from "./body-before.ts";
import { namesFor } from "./names-for.ts";

/** What could be written at a place. */
export interface Suggestion {
  /** As it is to be written. */
  readonly text: string;
  readonly kind: "keyword" | "relation" | "column" | "type" | "routine" | "other";
  readonly detail: string;
}

/**
 * Keywords that PostgreSQL's grammar takes at an offset (UTF-16, into the text of the file at `path`), and the names
 * that are known before the statement there; those inside the bodies of DO blocks and functions, too. Nothing inside
 * comments and literals.
 */
export function suggestionsAt(on: Bench, path: string, offset: number): readonly Suggestion[] {
  const at = sqlOffset(on.file, path, offset);
  const here = at === undefined ? undefined : statementUpTo(on, at);
  if (!here) return [];
  const within = bodyBefore(here.head, here.text);
  return within ? inStatement(on, { ...here, ...within }) : inStatement(on, here);
}

function inStatement(on: Bench, here: Here): readonly Suggestion[] {
  const last = lex(here.head).at(-1);
  if (last && (last.open || (last.kind === "comment" && last.span.end === here.head.length)))
    return [];
  const isBegun = last?.kind === "word" && last.span.end === here.head.length;
  const head = isBegun ? here.head.slice(0, last.span.start) : here.head;
  const candidates = head.length > longest ? [] : candidatesAfter(head);
  const words = candidates.flatMap(({ kind, word }) => (kind === "keyword" ? [word] : []));
  const places = new Set(
    candidates.flatMap(({ kind, word }) => (kind === "placeholder" ? [word] : [])),
  );
  return [
    ...namesFor(here.catalog, head, here.text, places),
    ...(head.trimEnd().endsWith(".") ? [] : words)
      .filter((word) => goesOn(on.machine.parser, `${head} ${word}`))
      .map((text) => ({ text, kind: "keyword" as const, detail: "" })),
  ];
}

/** Characters; an Earley parser takes time with the square of the text's length. */
const longest = 20 * 1024;

interface Here {
  /** Of the statement, up to the place. */
  readonly head: string;
  readonly text: string;
  /** What the statement finds. */
  readonly catalog: Catalog;
}

/** The statement that the place is in; behind a semicolon one that is only begun. */
function statementUpTo({ file, first, before }: Bench, at: number): Here | undefined {
  if (at < file.up.start || at > file.up.end) return undefined;
  const ran = first.statements.findLast(({ read }) => read.statement.span.start <= at);
  if (!ran) return { head: file.text.slice(file.up.start, at), text: "", catalog: before };
  const { span, terminator, text } = ran.read.statement;
  return terminator && terminator.end <= at
    ? { head: file.text.slice(terminator.end, at), text: "", catalog: ran.after }
    : { head: file.text.slice(span.start, at), text, catalog: ran.before };
}

/** PostgreSQL's own grammar takes it, or lacks only what comes after it. */
function goesOn(parser: Parser, sql: string): boolean {
  const parsed = parser.parse(sql);
  return parsed.kind === "tree" || (parsed.kind === "error" && parsed.offset >= sql.length);
}
