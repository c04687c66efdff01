import { doubt, Refusal } from "../catalog/draft.ts";
import { unknown } from "../catalog/evaluate/value.ts";
import { merge, mergeValues } from "./merge.ts";
import {
  type Cell,
  type Completion,
  type Frame,
  next,
  type Run,
  restore,
  type State,
  save,
} from "./run.ts";
import { same } from "./same.ts";

/**
 * Runs every choice from the same state, where nobody knows which one PostgreSQL takes. What they do not agree on
 * is unknown afterwards. One that is refused would have refused the whole statement, so it is left out, in doubt.
 */
export function branches(
  run: Run,
  because: string,
  choices: readonly (() => Completion)[],
): { readonly completion: Completion; readonly refused: readonly boolean[] } {
  const start = save(run);
  const ends: { readonly completion: Completion; readonly state: State }[] = [];
  const refusals: (Refusal | undefined)[] = choices.map((choice) => {
    restore(run, start);
    try {
      ends.push({ completion: choice(), state: save(run) });
      return undefined;
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  });
  restore(run, start);
  const refused = refusals.map((one) => one !== undefined);
  const refusal = refusals.find((one) => one !== undefined);
  const [first] = ends;
  if (!first) {
    // It fails either way; with which error is not known.
    if (refusals.some((one) => one?.sqlstate !== refusal?.sqlstate)) doubt(run.draft, because);
    throw refusal ?? new Refusal("XX000", because);
  }

  // Control goes on where some choice went on; the others have left.
  const onward = ends.some((end) => end.completion.kind === "next") ? next : first.completion;
  const here = ends.filter((end) => same(end.completion, onward));
  run.left = [...run.left, ...ends.filter((end) => !here.includes(end))];
  join(
    run,
    start,
    here.map((end) => end.state),
    because,
  );
  if (refusal) doubt(run.draft, `${because}: ${refusal.message}`);
  return { completion: onward, refused };
}

/**
 * Control comes together: what has left for here (`arrives`) joins the state that came by itself.
 * `run` refuses, or gives up by another way: then only those that had left go on, in doubt.
 */
export function gather(
  run: Run,
  because: string,
  arrives: (completion: Completion) => boolean,
  body: () => Completion,
): Completion {
  const start = save(run);
  const depth = run.frames.length;
  const before = run.left;
  run.left = [];
  let completion: Completion | undefined;
  let refusal: Refusal | undefined;
  try {
    completion = body();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refusal = error;
  }
  const arrived = run.left.filter((one) => arrives(one.completion)).map((one) => one.state);
  run.left = [...before, ...run.left.filter((one) => !arrives(one.completion))];
  if (arrived.length === 0) {
    if (refusal) throw refusal;
    return completion ?? next;
  }
  const outer = arrived.map((state) => ({ ...state, frames: state.frames.slice(0, depth) }));
  const by = completion && (completion.kind === "next" || arrives(completion));
  if (completion && !by) run.left = [...run.left, { completion, state: save(run) }];
  const here = by ? [{ ...save(run), frames: run.frames.slice(0, depth) }] : [];
  join(run, start, [...here, ...outer], because);
  if (refusal) doubt(run.draft, because);
  return next;
}

/**
 * The state of which only is known that it is one of these. That is no doubt about the statement when just as much
 * was known at the start (the second run of something that may have been done in the first one).
 */
function join(run: Run, start: State, states: readonly State[], because: string): void {
  const [first, ...others] = states;
  if (!first) return;
  const { state, differ } = joined(first, others);
  restore(run, state);
  if (differ && merge(start.catalog, state.catalog).differs) doubt(run.draft, because);
}

/** What these states have in common; `differ`: their catalogs do, in more than rows. */
export function joined(
  first: State,
  others: readonly State[],
): { readonly state: State; readonly differ: boolean } {
  let state = first;
  let differ = false;
  for (const other of others) {
    const { catalog, differs } = merge(state.catalog, other.catalog);
    differ ||= differs;
    state = {
      catalog,
      touched: state.touched || other.touched,
      frames: joinFrames(state.frames, other.frames),
      rowCount: same(state.rowCount, other.rowCount) ? state.rowCount : unknown,
      doubts: [...new Set([...state.doubts, ...other.doubts])],
      notices: [...new Set([...state.notices, ...other.notices])],
    };
  }
  return { state, differ };
}

export const joinFrames = (frames: readonly Frame[], others: readonly Frame[]): readonly Frame[] =>
  frames.map((frame, index) => joinFrame(frame, others[index]));

const joinFrame = (one: Frame, other: Frame | undefined): Frame =>
  other === undefined || one === other
    ? one
    : { ...one, cells: mergeValues(one.cells, other.cells, forgotten) };

const forgotten = (cell: Cell): Cell => ({ ...cell, content: unknown });
