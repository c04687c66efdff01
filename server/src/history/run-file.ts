import type { Catalog } from "../catalog/catalog.ts";
import { type Difference, differences } from "../catalog/difference.ts";
import { beginShared, endSession } from "../catalog/objects/session.ts";
import type { Outcome, Step } from "../catalog/outcome.ts";
import { sameState } from "../catalog/same-state.ts";
import { execute, type Machine } from "../plpgsql/execute.ts";
import { granting } from "./granting.ts";
import type { Missing } from "./missing.ts";
import type { OpenedFile } from "./open.ts";
import { type ReadStatement, readStatements } from "./read-statements.ts";

/** One statement in one run. */
export interface Ran extends Pick<Step, "filled"> {
  readonly read: ReadStatement;
  readonly before: Catalog;
  readonly after: Catalog;
  readonly outcome: Outcome;
  /** What nobody made and the statement needed; taken as given afterwards, so that it is told of once. */
  readonly missing?: readonly Missing[];
}

export interface FileRun {
  readonly statements: readonly Ran[];
  readonly before: Catalog;
  /** After the last statement and the end of the session; never the same object as before. */
  readonly after: Catalog;
}

/** The second run of a file, on what its first run left: statement by statement, each failing one rolled back alone. */
export interface SecondRun extends FileRun {
  /** By statement: what differs afterwards because of it, though it did not fail. */
  readonly changes: readonly (readonly Difference[])[];
  /** By statement: rows that it changes too, of a table whose rows a later statement changes: one cause, told there. */
  readonly echoes: readonly (readonly Difference[])[];
}

const lastFirst = new WeakMap<Catalog, { file: OpenedFile; run: FileRun }>();

/** Same start, same text, same run: editing one migration runs it and those above it only. */
export function firstRun(
  machine: Machine,
  before: Catalog,
  file: OpenedFile,
  height: number,
): FileRun {
  const last = lastFirst.get(before);
  if (last && sameFile(last.file, file)) return last.run;
  const run = runAsApplied(machine, before, file, height, last?.run);
  lastFirst.set(before, { file, run });
  return run;
}

/** Where it leads, for files that are only passed through: of a thousand statements nothing but the end is kept. */
export function runThrough(
  machine: Machine,
  before: Catalog,
  file: OpenedFile,
  height: number,
): Catalog {
  const last = lastFirst.get(before);
  return last && sameFile(last.file, file)
    ? last.run.after
    : runAsApplied(machine, before, file, height, last?.run).after;
}

/** The first run with another text in the file; what comes out as before is not run again, nothing is cached. */
export const rerunWith = (
  machine: Machine,
  run: FileRun,
  file: OpenedFile,
  height: number,
): FileRun => runAsApplied(machine, run.before, file, height, run);

/** In the transaction that the tool begins. In later runs nothing waits for a COMMIT: they find what was committed. */
function runAsApplied(
  machine: Machine,
  before: Catalog,
  file: OpenedFile,
  height: number,
  earlier: FileRun | undefined,
): FileRun {
  const read = readStatements(machine.parser, file, file.up);
  const shared = sharedBy(file);
  const old = earlier?.before === before ? earlier.statements[0]?.before : undefined;
  const begun = shared ? beginShared(before, shared) : before;
  const same = old && old.session.shared === shared ? old : begun;
  return { ...runStatements(machine, same, read, height, earlier, granting), before };
}

function sharedBy({ grouping }: OpenedFile): "file" | "files" | undefined {
  if (grouping === "all pending") return "files";
  return grouping === "per file" || grouping === "one query" ? "file" : undefined;
}

const seconds = new WeakMap<FileRun, SecondRun>();

/** `earlier`: the second run of another text of the file. */
export function secondRun(
  machine: Machine,
  first: FileRun,
  height: number,
  earlier?: SecondRun,
): SecondRun {
  const known = seconds.get(first);
  if (known) return known;
  const read = first.statements.map((one) => one.read);
  const run = runStatements(machine, first.after, read, height, earlier, execute);
  const second = { ...run, ...apart(blame(run, differences(first.after, run.after))) };
  seconds.set(first, second);
  return second;
}

/**
 * What an earlier run of another text has of it is kept: a statement of the same text that finds the same catalog is
 * not run again. Where a rewritten statement leaves what the old one left, those after it find the old catalog.
 */
function runStatements(
  machine: Machine,
  before: Catalog,
  read: readonly ReadStatement[],
  height: number,
  earlier: FileRun | undefined,
  perform: Perform,
): FileRun {
  const statements: Ran[] = [];
  let catalog = before;
  for (const [index, one] of read.entries()) {
    const old = earlier?.statements[index];
    const ran =
      old?.before === catalog && old.read.statement.text === one.statement.text
        ? { ...old, read: one }
        : simulate(machine, catalog, one, { migration: height, statement: index }, perform);
    // Runs that have parted are not compared any more: what differs grows with every statement.
    const stands = old?.before === catalog && sameState(ran.after, old.after);
    const after = stands ? old.after : ran.after;
    statements.push(after === ran.after ? ran : { ...ran, after });
    catalog = after;
  }
  const ends = earlier?.statements.at(-1)?.after === catalog;
  return {
    statements,
    before,
    after: earlier && ends ? earlier.after : { ...endSession(catalog) },
  };
}

type Perform = (
  machine: Machine,
  before: Catalog,
  effects: ReadStatement["effects"],
  origin: Place,
) => Step & Pick<Ran, "missing">;

/** A bug of ours costs one statement its answer, never the file its findings. */
function simulate(
  machine: Machine,
  before: Catalog,
  read: ReadStatement,
  origin: Place,
  perform: Perform,
): Ran {
  try {
    const { catalog, ...answer } = perform(machine, before, read.effects, origin);
    return { read, before, after: catalog, ...answer };
  } catch (error) {
    machine.failed?.(error, read.statement.text);
    return {
      read,
      before,
      after: before,
      outcome: { kind: "unsure", because: "a failure of ours" },
    };
  }
}

type Place = { readonly migration: number; readonly statement: number };

/**
 * Each difference goes to the last statement that touched its object. One of which it is not known whether it fails is
 * to blame, too: either it does, or what it changes is changed.
 */
function blame(run: FileRun, found: readonly Difference[]): readonly (readonly Difference[])[] {
  const blamed: Difference[][] = run.statements.map(() => []);
  const open = new Map(found.map((one) => [keyOf(one), one]));
  for (let index = run.statements.length - 1; index >= 0 && open.size > 0; index--) {
    const ran = run.statements[index];
    if (!ran || ran.before === ran.after) continue;
    for (const touched of differences(ran.before, ran.after)) {
      for (const [key, one] of touchedBy(touched, open)) {
        open.delete(key);
        if (ran.outcome.kind === "applied" || ran.outcome.kind === "unsure")
          blamed[index]?.push(one);
      }
    }
  }
  return blamed;
}

/** The same thing, or what belongs to a relation that came or went as a whole. */
function touchedBy(
  touched: Difference,
  open: ReadonlyMap<string, Difference>,
): readonly (readonly [string, Difference])[] {
  const key = keyOf(touched);
  const same = open.get(key);
  if (touched.on !== undefined || touched.change === "changed") return same ? [[key, same]] : [];
  return [...open].filter(
    ([at, one]) =>
      at === key ||
      (one.on === touched.key && (one.change === "missing") === (touched.change === "missing")),
  );
}

/** The rows of one table are one thing: what changed them last is told of, what changed them before is its echo. */
function apart(blamed: readonly (readonly Difference[])[]): Pick<SecondRun, "changes" | "echoes"> {
  const last = new Map<string, number>();
  for (const [index, found] of blamed.entries())
    for (const one of found) if (one.class === "row") last.set(one.on ?? "", index);
  const isEcho = (one: Difference, index: number): boolean =>
    one.class === "row" && last.get(one.on ?? "") !== index;
  return {
    changes: blamed.map((found, index) => found.filter((one) => !isEcho(one, index))),
    echoes: blamed.map((found, index) => found.filter((one) => isEcho(one, index))),
  };
}

const keyOf = (one: Difference): string => `${one.class}\0${one.on ?? ""}\0${one.key}`;

export const sameFile = (one: OpenedFile, other: OpenedFile): boolean =>
  one.text === other.text &&
  one.grouping === other.grouping &&
  one.up.start === other.up.start &&
  one.up.end === other.up.end;
