import type { Node } from "@pgsql/types";

/** What PostgreSQL's grammar says of one statement. Never throws; a crash of the WASM instance costs one statement. */
export type Parsed =
  | { readonly kind: "tree"; readonly tree: Node }
  /** `offset`: UTF-16, relative to the statement's start; `expected`: what could have come there, when known. */
  | {
      readonly kind: "error";
      readonly message: string;
      readonly offset: number;
      readonly expected: readonly string[];
    }
  /** Nesting, length or a NUL that PostgreSQL's parser here cannot take. */
  | { readonly kind: "too-complex"; readonly message: string }
  | { readonly kind: "empty" };

/** A PL/pgSQL body as PostgreSQL's own PL/pgSQL parser gives it (JSON tree, 1-based line numbers, no offsets). */
export type PlpgsqlParsed =
  | { readonly kind: "body"; readonly functions: readonly unknown[] }
  | { readonly kind: "error"; readonly message: string; readonly line?: number };

export interface Parser {
  /** One statement without its semicolon. Cached by text. */
  parse(sql: string): Parsed;
  /** A whole `CREATE FUNCTION … LANGUAGE plpgsql` or `DO …` statement. Cached by text. */
  parsePlpgsql(sql: string): PlpgsqlParsed;
}
