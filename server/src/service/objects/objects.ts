import { type Lock, locksOf } from "../../catalog/locks/locks-of.ts";
import { type FileRun, firstRun, type Ran } from "../../history/run-file.ts";
import { type Span, shift } from "../../text/span.ts";
import type { Bench } from "../context.ts";
import { sqlOffset, writtenPlace } from "../written.ts";
import { describe } from "./describe.ts";
import { type Event, type RanFile, storyOf } from "./story.ts";
import { sameThing, type Thing } from "./thing.ts";
import { type NamedThing, namedThings } from "./thing-at.ts";

/** A place in a file as its owner wrote it. */
export interface Place {
  readonly path: string;
  readonly span: Span;
}

/** The object that a name at a place means. */
export interface ObjectAt {
  readonly thing: Thing;
  readonly place: Place;
  /** As it stands after the statement (before it, where it drops it), for people. */
  readonly description: string;
  /** What happened to it up to this file, in order. */
  readonly story: readonly (Place & { readonly what: Event["what"] })[];
}

/** `offset`: UTF-16, into the text of the file at `path`. Undefined on anything but the name of a known object. */
export function objectAt(on: Bench, path: string, offset: number): ObjectAt | undefined {
  const at = sqlOffset(on.file, path, offset);
  const ran = at === undefined ? undefined : statementAt(on.first, at);
  if (at === undefined || !ran) return undefined;
  const { start } = ran.read.statement.span;
  const found = named(ran).find(
    ({ part: { span } }) => start + span.start <= at && at <= start + span.end,
  );
  if (!found) return undefined;
  return {
    thing: found.thing,
    place: writtenPlace(on.file, shift(found.part.span, start)),
    description: describe(ran.after, found.thing) || describe(ran.before, found.thing),
    story: storyOf(found.thing, ranFiles(on, on.height)).map(({ what, file, span }) => ({
      what,
      ...writtenPlace(file, span),
    })),
  };
}

/** Every place of the history, in order, where this object is named. */
export const placesOf = (on: Bench, thing: Thing): readonly Place[] =>
  ranFiles(on, on.history.files.length - 1).flatMap(({ file, run }) =>
    run.statements.flatMap((ran) =>
      named(ran)
        .filter((other) => other.part.isLast && sameThing(thing, other.thing))
        .map(({ part }) => writtenPlace(file, shift(part.span, ran.read.statement.span.start))),
    ),
  );

export interface Locked {
  readonly place: Place;
  readonly locks: readonly Lock[];
}

/** What the statement at a place locks; empty when that is nothing, or nobody knows. */
export function locksAt(on: Bench, path: string, offset: number): Locked | undefined {
  const at = sqlOffset(on.file, path, offset);
  const ran = at === undefined ? undefined : statementAt(on.first, at);
  if (!ran) return undefined;
  return {
    place: writtenPlace(on.file, ran.read.statement.span),
    locks: ran.read.effects.flatMap((effect) => locksOf(effect, ran.before)),
  };
}

/** What each statement of a file's first run locks, of what the file itself did not make. */
export const locksOfFile = (on: Bench): readonly Locked[] =>
  on.first.statements.map(({ read, before }) => ({
    place: writtenPlace(on.file, read.statement.span),
    locks: read.effects
      .flatMap((effect) => locksOf(effect, before))
      .filter(({ relation }) => {
        const origin = before.relations.known.get(relation)?.origin;
        return typeof origin !== "object" || origin.migration !== on.height;
      }),
  }));

const statementAt = (run: FileRun, offset: number): Ran | undefined =>
  run.statements.find(
    ({ read: { statement } }) => statement.span.start <= offset && offset <= statement.span.end,
  );

const names = new WeakMap<Ran, readonly NamedThing[]>();

function named(ran: Ran): readonly NamedThing[] {
  const known = names.get(ran);
  if (known) return known;
  const made = namedThings(ran.read.statement.text, [ran.after, ran.before]);
  names.set(ran, made);
  return made;
}

/** The first runs of the files up to this height. */
function ranFiles(on: Bench, last: number): readonly RanFile[] {
  let catalog = on.root;
  return on.history.files.slice(0, last + 1).map((file, height) => {
    const run = firstRun(on.machine, catalog, file, height);
    catalog = run.after;
    return { file, run };
  });
}
