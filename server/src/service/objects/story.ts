import type { OpenedFile } from "../../history/open.ts";
import type { FileRun } from "../../history/run-file.ts";
import type { Span } from "../../text/span.ts";
import { type Thing, valueOf } from "./thing.ts";

/** One statement that had a hand in an object. */
export interface Event {
  readonly what: "created" | "changed" | "dropped" | "renamed";
  readonly file: OpenedFile;
  /** The statement, in the file's SQL. */
  readonly span: Span;
}

export interface RanFile {
  readonly file: OpenedFile;
  readonly run: FileRun;
}

/** What happened to an object over a history, in order; under its earlier names too. */
export function storyOf(thing: Thing, runs: readonly RanFile[]): readonly Event[] {
  const events: Event[] = [];
  let current = thing;
  for (const { file, run } of runs.toReversed())
    for (const ran of run.statements.toReversed()) {
      if (ran.before === ran.after) continue;
      const was = valueOf(ran.before, current);
      const is = valueOf(ran.after, current);
      if (was === is || sameButForRows(was, is)) continue;
      const event = (what: Event["what"]): void => {
        events.push({ what, file, span: ran.read.statement.span });
      };
      if (is === undefined) event("dropped");
      else if (was !== undefined) event("changed");
      else {
        const old = earlierName(current, is, ran.before);
        if (isAssumed(is)) continue;
        event(old ? "renamed" : "created");
        current = old ?? current;
      }
    }
  return events.toReversed();
}

/** What is in a table is another story. */
function sameButForRows(one: object | undefined, other: object | undefined): boolean {
  if (!one || !other || !("rows" in one) || !("rows" in other)) return false;
  const before: Readonly<Record<string, unknown>> = { ...one };
  return Object.entries(other).every(([key, value]) => key === "rows" || before[key] === value);
}

/** Somebody needed it before anybody made it. */
const isAssumed = (value: object): boolean => "origin" in value && value.origin === "assumed";

/** A rename keeps where a relation came from. */
function earlierName(thing: Thing, value: object, before: FileRun["before"]): Thing | undefined {
  if (thing.class !== "relation" || !("origin" in value) || isAssumed(value)) return undefined;
  const key = before.relations.known.findKey((one) => one.origin === value.origin);
  return key === undefined ? undefined : { class: "relation", key };
}
