import type { Environment } from "../history/declared.ts";
import type { OpenedFile, OpenedHistory } from "../history/open.ts";
import type { Runner } from "../runners/runner.ts";
import type { Parser } from "../sql/parser.ts";
import { split } from "../sql/split.ts";
import type { Part, Span } from "../text/span.ts";
import { type Needs, needsOf } from "./needs.ts";

/** A history as the verify host gets it: plain data, with the runner's ways spelled out. */
export interface Plan {
  readonly folder: string;
  readonly runner: string;
  readonly repeats: "always" | "crash" | "never";
  readonly files: readonly PlannedFile[];
  readonly environment: Environment;
}

export interface PlannedFile extends PlannedPart {
  readonly grouping: Grouping;
  /** It runs so that a failure leaves half of it behind. */
  readonly canStopHalfWay: boolean;
  readonly down?: PlannedPart;
}

/** The four ways in which runners share transactions. */
export type Grouping = "one query" | "per file" | "per statement" | "all pending";

export interface PlannedPart {
  readonly path: string;
  readonly text: string;
  readonly span: Span;
  readonly statements: readonly PlannedStatement[];
}

export interface PlannedStatement extends Needs {
  readonly span: Span;
  /** BEGIN or COMMIT around the whole file, or what its transaction is like: not sent. */
  readonly wraps?: true;
}

export function planOf(parser: Parser, history: OpenedHistory): Plan {
  const { id, repeats } = history.runner;
  return {
    folder: history.folder,
    runner: id,
    repeats,
    environment: history.environment,
    files: history.files.map((file) => plannedFile(parser, file, history.runner)),
  };
}

/** What a file's statements need is read once: an edit opens the files around it as they were. */
const planned = new WeakMap<OpenedFile, { readonly runner: Runner; readonly made: PlannedFile }>();

function plannedFile(parser: Parser, file: OpenedFile, runner: Runner): PlannedFile {
  const before = planned.get(file);
  if (before?.runner === runner) return before.made;
  const { transaction, id } = runner;
  const part = plannedPart(parser, file.path, file.text, file.up);
  const grouping = file.outsideTransaction ? transaction.outside : transaction.grouping;
  // A tool that nobody knows may be psql, which sends statement by statement.
  const isLoose = id === "unknown" && part.statements.some((one) => one.outside);
  const down = file.down;
  const made = {
    ...part,
    grouping: isLoose ? "per statement" : fourWays(grouping),
    canStopHalfWay: file.outsideTransaction && grouping === "per statement" && !isWrapped(part),
    ...(down ? { down: plannedPart(parser, down.path, down.text, down.span) } : {}),
  };
  planned.set(file, { runner, made });
  return made;
}

/** A changeset is a part of a file; whole files come near enough. */
const fourWays = (grouping: Runner["transaction"]["grouping"]): Grouping =>
  grouping === "per changeset" ? "per file" : grouping;

function plannedPart(parser: Parser, path: string, text: string, span: Part): PlannedPart {
  const statements = split(text, span)
    .map((statement) => ({
      span: statement.span,
      ...needsOf(parser, statement),
    }))
    .map((one) => (one.isolates ? { ...one, wraps: true as const } : one));
  return { path, text, span, statements: unwrapped(statements) };
}

/**
 * A transaction of the file's own around all of it is the one that it is run in: so each of its statements can be
 * taken back alone, and all of them together.
 */
function unwrapped(statements: readonly PlannedStatement[]): readonly PlannedStatement[] {
  const inner = statements.slice(1, -1);
  const isWrapped =
    statements.length > 1 &&
    statements[0]?.edge === "begin" &&
    statements.at(-1)?.edge === "commit" &&
    !inner.some((one) => one.controls || one.outside);
  if (!isWrapped) return statements;
  const wrap = { outside: false, controls: false, wraps: true } as const;
  return statements.map((one) => (inner.includes(one) ? one : { span: one.span, ...wrap }));
}

export const isWrapped = (part: PlannedPart): boolean =>
  part.statements.length > 1 &&
  part.statements[0]?.wraps === true &&
  part.statements.at(-1)?.wraps === true;

/** Indices of what is sent to the server. */
export const sentOf = (part: PlannedPart): readonly number[] =>
  part.statements.flatMap((one, index) =>
    one.refused === undefined && one.wraps !== true ? [index] : [],
  );
