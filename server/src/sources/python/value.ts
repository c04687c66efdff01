import type { SyntaxNode } from "@lezer/common";
import type { Span } from "../../text/span.ts";
import type { HostString } from "../host-string.ts";

/** What an expression is known to be without running the program. */
export type Value = {
  readonly at: Span;
} /** `string` shows where it is used; `written`: the literal itself, when that is somewhere else. */ & (
  | { readonly kind: "string"; readonly string: HostString; readonly written?: HostString }
  | { readonly kind: "number"; readonly value: number; readonly text: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "none" }
  | { readonly kind: "list"; readonly items: readonly Value[] }
  | { readonly kind: "dict"; readonly entries: readonly (readonly [Value, Value])[] }
  | Call
  /** A name or an attribute that nothing here gives a value: `sa`, `op`, `op.execute`. */
  | { readonly kind: "name"; readonly path: string; readonly of?: Value }
  /** True or false as a query over the catalog says. */
  | { readonly kind: "condition"; readonly sql: HostString }
  /** `begins`: the first word of a text of which not everything is known. */
  | { readonly kind: "unknown"; readonly begins?: string }
);

/** A call whose answer is not known, but what it is called with may be: `sa.Column("id", …)`. */
export interface Call {
  readonly kind: "call";
  readonly path: string;
  /** What the method is called on. */
  readonly of?: Value;
  readonly args: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  /** Arguments from a starred expression that is not known. */
  readonly more: boolean;
  readonly node: SyntaxNode;
}

export type Scope = Map<string, Value>;
