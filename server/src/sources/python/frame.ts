import type { SyntaxNode } from "@lezer/common";
import type { Span } from "../../text/span.ts";
import { nobodyKnows, not } from "../block.ts";
import type { HostString } from "../host-string.ts";
import type { Step } from "../source.ts";
import type { Module } from "./module.ts";
import type { Call, Scope, Value } from "./value.ts";

/** What a call means to the database: steps, nothing at all, or undefined when the answerer does not know it. */
export type Answerer = (
  call: Call & { readonly at: Span },
  at: Place,
) => readonly Step[] | undefined;

/** Where a call stands, for what is written next to it. */
export interface Place {
  readonly module: Module;
  /** The statement of the program that it is in. */
  readonly statement: SyntaxNode;
  readonly scope: Scope;
}

/** How a `with` block changes what is in it: its own steps before and after, and the name that it gives. */
export type Surrounds = (
  call: Call & { readonly at: Span },
) =>
  | { readonly before: readonly Step[]; readonly after: readonly Step[]; readonly value?: Value }
  | undefined;

/** What a run of a function has sent so far, and who says what its calls mean. */
export interface Run {
  readonly module: Module;
  readonly answer: Answerer;
  readonly surrounds: Surrounds;
  readonly steps: Step[];
  opaque: boolean;
  depth: number;
}

/** Where the run is. */
export interface Frame {
  readonly scope: Scope;
  /** What must hold for the next statement to be reached, as SQL; `nobodyKnows` where that is so. */
  under: readonly HostString[];
  /** Returned, or raised. */
  over: boolean;
  raises: boolean;
}

export const otherwiseThan = (sql: HostString): HostString =>
  sql === nobodyKnows ? nobodyKnows : not(sql, { start: 0, end: 0 });
