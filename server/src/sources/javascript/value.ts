import type { SyntaxNode } from "@lezer/common";
import type { HostString } from "../host-string.ts";

/** What an expression is known to be. */
export type Value =
  | { readonly kind: "string"; readonly string: HostString }
  | { readonly kind: "list"; readonly items: readonly Value[] }
  | {
      readonly kind: "object";
      readonly entries: ReadonlyMap<string, Value>;
      readonly whole: boolean;
    }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "function"; readonly node: SyntaxNode; readonly scope: Scope }
  /** A text behind a tag, as Kysely's sql`…`; undefined where a hole is not known. */
  | {
      readonly kind: "tagged";
      readonly tag: string;
      readonly string: HostString | undefined;
      readonly begins?: string;
    }
  /** What a query finds. */
  | { readonly kind: "rows"; readonly sql: HostString }
  /** The database, or a part of it, by the path that leads there: `knex.schema`. */
  | { readonly kind: "handle"; readonly path: string }
  /** What the database decides, as SQL. */
  | { readonly kind: "condition"; readonly sql: HostString }
  /** Of a text the word that it begins with, where that is known. */
  | { readonly kind: "unknown"; readonly begins?: string };

export type Scope = Map<string, Value>;

export const unknown: Value = { kind: "unknown" };
