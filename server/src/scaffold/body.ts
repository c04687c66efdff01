import type { Grouping } from "../runners/runner.ts";
import { split } from "../sql/split.ts";
import type { Kind } from "./kinds.ts";
import { cut, plainOf, readSnippet, type Snippet } from "./snippet.ts";

export interface Body {
  readonly up: string;
  readonly down: string;
  /** The statements cannot run in a transaction. */
  readonly outsideTransaction: boolean;
}

/**
 * CONCURRENTLY as far as the runner allows it: all statements where each runs by itself, a single one where the file
 * travels as one query (PostgreSQL wraps two of them into a transaction), none where a transaction is unavoidable.
 */
export function bodyOf(kind: Kind, mode: Grouping): Body {
  const { up, down } = kind;
  if (!kind.outsideTransaction) return { up, down, outsideTransaction: false };
  if (mode === "per statement") return { up, down, outsideTransaction: true };
  const single = up.replace(/^DROP INDEX CONCURRENTLY [^\n]*\n/m, "");
  if (mode === "one query") return { up: single, down, outsideTransaction: true };
  const within = (text: string): string => text.replaceAll(" CONCURRENTLY", "");
  return { up: within(single), down: within(down), outsideTransaction: false };
}

/** Its statements, without the semicolons between them. */
export function statementsIn(body: string): readonly Snippet[] {
  const parts = readSnippet(body);
  return split(plainOf(parts)).map(({ span }) => cut(parts, span.start, span.end));
}

/** What a body says that has no statement. */
export const remarkIn = (body: string): string | undefined =>
  /^--\s*(.+)$/.exec(plainOf(readSnippet(body)).trim())?.[1];
