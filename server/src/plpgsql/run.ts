import type { Map as PersistentMap } from "immutable";
import type { Catalog } from "../catalog/catalog.ts";
import type { Draft, Refusal } from "../catalog/draft.ts";
import type { Value } from "../catalog/evaluate/value.ts";
import type { Effect } from "../effects/effect.ts";
import type { NameRef } from "../effects/type-ref.ts";
import type { Parser } from "../sql/parser.ts";
import type { Body, Statement } from "./tree.ts";

/** What running statements takes besides the catalog. */
export interface Machine {
  readonly parser: Parser;
  /** Told of a failure of ours while a statement was simulated; the statement counts as unsure. */
  readonly failed?: (error: unknown, sql: string) => void;
  /** A trial: a condition that nobody can answer is taken to hold, instead of both ways being gone. */
  readonly undecided?: "holds";
}

/** One top-level statement being run, over all the blocks and functions that it goes through. */
export interface Context {
  readonly machine: Machine;
  readonly draft: Draft;
  /** Statements that may still be run. */
  readonly budget: { left: number };
  /** How many bodies are running inside each other. */
  readonly depth: number;
}

/** One body being run: the mutable state of the interpreter, thrown away with the statement. */
export interface Run extends Context {
  readonly body: Body;
  /** The rest of the interpreter, for statements that hold others. */
  readonly perform: (run: Run, statements: readonly Statement[]) => Completion;
  /** One effect of an inner statement, blocks and calls included. */
  readonly apply: (run: Run, effect: Effect) => void;
  /** A function that somebody wrote, in an expression; undefined when it cannot be run. */
  readonly call: (run: Run, name: NameRef, args: readonly Value[]) => Value | undefined;
  /** Innermost last. */
  frames: readonly Frame[];
  rowCount: Value;
  /** States that control may have left by an EXIT, CONTINUE or RETURN of which nobody knows whether it ran. */
  left: readonly Left[];
  /** What was evaluated or executed last: errors happen there. */
  at: { readonly line: number; readonly sql: string };
  /** The error that the innermost handler handles. */
  handling: Refusal | undefined;
}

/** The variables of one block; `label` is the block's or, for parameters, the function's name. */
export interface Frame {
  readonly label?: string;
  readonly cells: PersistentMap<string, Cell>;
}

export interface Cell {
  readonly content: Value | Row;
  /** As declared; "" for what needs no conversion. */
  readonly type: string;
  readonly notNull: boolean;
  /** It has fields. */
  readonly record: boolean;
  /** Of a bound cursor. */
  readonly query?: string;
}

/** A record's value. */
export interface Row {
  readonly kind: "row";
  readonly fields: PersistentMap<string, Value>;
  /** It has no other fields. */
  readonly complete: boolean;
}

/** How a statement ended. */
export type Completion =
  | { readonly kind: "next" }
  | { readonly kind: "exit" | "continue"; readonly label?: string }
  | { readonly kind: "return"; readonly value: Value };

export const next: Completion = { kind: "next" };

/** Everything that a statement may change. */
export interface State {
  readonly catalog: Catalog;
  readonly touched: boolean;
  readonly frames: readonly Frame[];
  readonly rowCount: Value;
  readonly doubts: readonly string[];
  readonly notices: readonly string[];
}

export interface Left {
  readonly completion: Completion;
  readonly state: State;
}

export const save = (run: Run): State => ({
  catalog: run.draft.catalog,
  touched: run.draft.touched,
  frames: run.frames,
  rowCount: run.rowCount,
  doubts: [...run.draft.doubts],
  notices: [...run.draft.notices],
});

export function restore(run: Run, state: State): void {
  run.draft.catalog = state.catalog;
  run.draft.touched = state.touched;
  run.draft.doubts.splice(0, run.draft.doubts.length, ...state.doubts);
  run.draft.notices.splice(0, run.draft.notices.length, ...state.notices);
  run.frames = state.frames;
  run.rowCount = state.rowCount;
}

/** The interpreter gives up: the rest of the statement is not run and the outcome is in doubt. */
export class GiveUp extends Error {}
