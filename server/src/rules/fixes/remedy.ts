import type { Edit } from "../../text/span.ts";
import type { Grade } from "../finding.ts";
import type { Condition } from "./condition.ts";

/** What keeps one cause from happening: words put into the statement, or questions asked before it is run. */
export interface Remedy {
  /** Relative to the statement's start. */
  readonly edits: readonly Edit[];
  /** All have to hold; none: no DO block is needed. */
  readonly conditions: readonly Condition[];
  readonly title: string;
  readonly grade: Grade;
}

export const writing = (title: string, ...edits: readonly Edit[]): Remedy => ({
  edits,
  conditions: [],
  title,
  grade: "safe",
});

export const asking = (title: string, ...conditions: readonly Condition[]): Remedy => ({
  edits: [],
  conditions,
  title,
  grade: "safe",
});
