import type { SyntaxNode } from "@lezer/common";
import type { HostString } from "../host-string.ts";
import type { Step } from "../source.ts";
import type { Answerer } from "./answer.ts";
import type { Module } from "./module.ts";
import type { Scope } from "./value.ts";

/** One run of a function of a module. */
export interface Run {
  readonly module: Module;
  readonly answer: Answerer;
  readonly methods: ReadonlyMap<string, SyntaxNode>;
  readonly steps: Step[];
  opaque: boolean;
  outside: boolean;
  depth: number;
}

export interface Frame {
  readonly scope: Scope;
  /** What must hold for the next statement to be reached, as SQL. */
  under: readonly HostString[];
  over: boolean;
}
