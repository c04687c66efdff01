import type { NameRef } from "../effects/type-ref.ts";
import type { Parser } from "../sql/parser.ts";
import type { Span } from "../text/span.ts";
import { type Change, changesOf, mayBeSame } from "./changes.ts";
import type { OpenedFile, OpenedHistory } from "./open.ts";
import { readStatements } from "./read-statements.ts";

/** A change and where it stands. */
export interface Recorded {
  readonly change: Change;
  readonly migration: number;
  readonly statement: number;
  readonly path: string;
  /** Of the statement, in its file. */
  readonly span: Span;
  readonly text: string;
}

/** What the history says of one name, in the order in which it is run. Read from the texts: nothing is simulated. */
export function recorded(
  parser: Parser,
  history: OpenedHistory,
  of: Change["class"],
  name: NameRef,
  on?: NameRef,
): readonly Recorded[] {
  return history.files.flatMap((file, migration) =>
    (changesIn(parser, file).get(`${of} ${name.name}`) ?? [])
      .filter(
        ({ change }) =>
          (mayBeSame(change.name, name) || change.to === name.name) &&
          (on === undefined || change.on === undefined || mayBeSame(change.on, on)),
      )
      .map((one) => ({ ...one, migration, path: file.path })),
  );
}

type InFile = Omit<Recorded, "migration" | "path">;
const known = new WeakMap<OpenedFile, ReadonlyMap<string, readonly InFile[]>>();

/** By class and name; a rename is under both of its names. */
function changesIn(parser: Parser, file: OpenedFile): ReadonlyMap<string, readonly InFile[]> {
  const found = known.get(file);
  if (found) return found;
  const made = new Map<string, InFile[]>();
  const add = (key: string, one: InFile): void => {
    const list = made.get(key);
    if (list) list.push(one);
    else made.set(key, [one]);
  };
  for (const [statement, read] of readStatements(parser, file, file.up).entries())
    for (const change of read.effects.flatMap(changesOf)) {
      const one = { change, statement, span: read.statement.span, text: read.statement.text };
      add(`${change.class} ${change.name.name}`, one);
      if (change.to !== undefined) add(`${change.class} ${change.to}`, one);
    }
  known.set(file, made);
  return made;
}
