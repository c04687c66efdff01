import type { Catalog, Origin } from "./catalog.ts";
import type { CallHook } from "./evaluate/scope.ts";
import type { ErrorValue } from "./evaluate/value.ts";
import type { Failure, Step, Subject } from "./outcome.ts";

/**
 * The catalog while one statement is being applied: the one mutable thing of this room, thrown away afterwards.
 * A statement that is refused leaves no trace, as in PostgreSQL.
 */
export interface Draft {
  catalog: Catalog;
  /** What the statement found. */
  readonly before: Catalog;
  /** How many values it has made that no row had: see data/fresh-value.ts. */
  freshValues: number;
  readonly origin: Origin;
  /** Why the outcome is not certain. What a doubt was about is taken as given from here on. */
  readonly doubts: string[];
  /** Guards that held ("relation … already exists, skipping"). */
  readonly notices: string[];
  /** Something was done, or may have been. */
  touched: boolean;
  /** Tables that it wrote rows into, or may have: by key. */
  readonly filled: Set<string>;
  /** While one of several effects of a statement is applied: see putOff. */
  later?: (until: Until, work: () => void) => void;
  /** Gives the value of a call of a function that somebody wrote; set by the interpreter where there is one. */
  call?: CallHook;
}

/**
 * What ALTER TABLE puts off: what reads columns of which it changes the type (to the end of AT_PASS_ALTER_TYPE), indexes
 * of added columns (to AT_PASS_ADD_INDEX) and their constraints (to the end of AT_PASS_ADD_OTHERCONSTR), then, after all
 * commands, looking through the rows (ATRewriteTables), which are held against NOT NULL before they are against checks,
 * and against foreign keys last.
 */
export type Until = "retyped" | "indexes" | "constraints" | "not null" | "checks" | "foreign keys";

/** Does the work when its time comes in the statement; at once where there is nothing else in it. */
export function putOff(draft: Draft, until: Until, work: () => void): void {
  if (draft.later) draft.later(until, work);
  else work();
}

/**
 * PostgreSQL refuses the statement. Thrown inside handlers, caught by `attempt`: never leaves this room. No Error:
 * half of all second runs end in one, and nobody reads its stack.
 */
export class Refusal {
  readonly sqlstate: string;
  readonly message: string;
  readonly subject: Subject | undefined;
  /** The innermost statement of a block or function that was being run; set by the interpreter. */
  inside: Failure["inside"];
  constructor(sqlstate: string, message: string, subject?: Subject) {
    this.sqlstate = sqlstate;
    this.message = message;
    this.subject = subject;
  }
}

export function refuse(sqlstate: string, message: string, subject?: Subject): never {
  throw new Refusal(sqlstate, message, subject);
}

/** What an expression is refused for refuses the statement. */
export function refuseFor({ sqlstate, message, subject }: ErrorValue): never {
  throw new Refusal(sqlstate, message, subject);
}

/** `why` is not known; the statement is taken to have succeeded, so it holds from here on. */
export function doubt(draft: Draft, why: string): void {
  draft.doubts.push(why);
}

/** Does what is only perhaps asked of the statement: where it would be refused, that is in doubt. */
export function perhaps(draft: Draft, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    doubt(draft, error.message);
  }
}

/** What the work answers, or is refused for; nothing that it does to the draft stays. */
export function asked<T>(draft: Draft, work: () => T): T {
  const { catalog, touched } = draft;
  const [doubts, notices] = [draft.doubts.length, draft.notices.length];
  try {
    return work();
  } finally {
    draft.catalog = catalog;
    draft.touched = touched;
    draft.doubts.length = doubts;
    draft.notices.length = notices;
  }
}

/** A guard held: nothing to do. */
export function notice(draft: Draft, message: string): void {
  draft.notices.push(message);
}

export const newDraft = (catalog: Catalog, origin: Origin): Draft => ({
  catalog,
  before: catalog,
  freshValues: 0,
  origin,
  doubts: [],
  notices: [],
  touched: false,
  filled: new Set(),
});

/** Runs one statement's effects in order; `work` calls `at(i)` before effect i so that a refusal names it. */
export function attempt(
  before: Catalog,
  origin: Origin,
  work: (draft: Draft, at: (effect: number) => void) => void,
): Step {
  const draft = newDraft(before, origin);
  let effect = 0;
  try {
    work(draft, (index) => {
      effect = index;
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const failure: Failure = {
      kind: "fails",
      sqlstate: error.sqlstate,
      message: error.message,
      effect,
      ...(error.subject ? { subject: error.subject } : {}),
      ...(error.inside ? { inside: error.inside } : {}),
      ...(draft.doubts[0] === undefined ? {} : { perhapsBefore: draft.doubts[0] }),
    };
    return { outcome: failure, catalog: before };
  }
  const { catalog, filled } = draft;
  const made = filled.size > 0 ? { catalog, filled } : { catalog };
  const because = draft.doubts[0];
  if (because !== undefined) return { outcome: { kind: "unsure", because }, ...made };
  const skipped = draft.notices[0];
  if (!draft.touched && skipped !== undefined)
    return { outcome: { kind: "skipped", because: skipped }, ...made };
  return { outcome: { kind: "applied" }, ...made };
}
