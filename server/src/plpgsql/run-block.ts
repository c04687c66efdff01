import { notice, Refusal } from "../catalog/draft.ts";
import { unknown } from "../catalog/evaluate/value.ts";
import { convert, evaluateText } from "./ask.ts";
import { gather, joined, joinFrames } from "./branches.ts";
import { catches } from "./catches.ts";
import {
  type Cell,
  type Completion,
  type Frame,
  type Run,
  restore,
  type State,
  save,
} from "./run.ts";
import type { Block, Handler, Variable } from "./tree.ts";
import { cell, frameOf, recordCell, row, within } from "./variables.ts";

/** BEGIN … END: its variables, its statements, and what it catches. */
export function runBlock(run: Run, block: Block): Completion {
  const { label } = block;
  return within(run, frameOf([], label), () => {
    const depth = run.frames.length - 1;
    for (const variable of block.declares) declare(run, depth, variable, block.line);
    const leaves = (completion: Completion): boolean =>
      completion.kind === "exit" && label !== undefined && completion.label === label;
    const because = `whether block ${label ?? ""} is left early is not known`;
    const completion = gather(run, because, leaves, () => guarded(run, block));
    return leaves(completion) ? { kind: "next" } : completion;
  });
}

/** Defaults see the variables declared before. */
function declare(run: Run, depth: number, variable: Variable, line: number): void {
  const { name, type, kind, notNull, value, query } = variable;
  const content = value === undefined ? null : convert(run, evaluateText(run, line, value), type);
  const scalar: Cell = {
    ...cell(content, type),
    notNull,
    ...(query === undefined ? {} : { query }),
  };
  // A record that gets a row by := keeps that row to itself.
  const made =
    kind === "record" ? recordCell(value === undefined ? row([], false) : unknown) : scalar;
  run.frames = run.frames.map((frame, index) =>
    index === depth ? { ...frame, cells: frame.cells.set(name, made) } : frame,
  );
}

/** What is done before an error is undone up to the BEGIN of the block that catches it; variables keep their values. */
function guarded(run: Run, block: Block): Completion {
  if (block.handlers.length === 0) return run.perform(run, block.body);
  const start = save(run);
  try {
    const completion = run.perform(run, block.body);
    if (completion.kind === "next") dispelDoubts(run, block, start);
    return completion;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const handler = block.handlers.find((one) => catches(one, error.sqlstate));
    if (!handler) throw error;
    restore(run, { ...start, frames: sameDepth(run, start), doubts: [...run.draft.doubts] });
    notice(run.draft, `${error.message} (caught: ${handler.conditions.join(" or ")})`);
    return handle(run, handler, error);
  }
}

function handle(run: Run, handler: Handler, error: Refusal): Completion {
  const outer = run.handling;
  run.handling = error;
  try {
    return within(run, errorFrame(error), () => run.perform(run, handler.body));
  } finally {
    run.handling = outer;
  }
}

/**
 * Where whatever may go wrong is caught and both ways come to the same but for rows, nothing is in doubt. Of the rows
 * only those are known that are there either way, also where not everything is caught.
 */
function dispelDoubts(run: Run, block: Block, start: State): void {
  const others = block.handlers.find(({ conditions }) => conditions.includes("others"));
  const handler = others ?? block.handlers[0];
  if (!handler || run.draft.doubts.length === start.doubts.length) return;
  const end = save(run);
  const { left } = run;
  // Where it may have gone wrong, a variable may not have had its new value yet.
  restore(run, { ...start, frames: joinFrames(sameDepth(run, start), start.frames) });
  try {
    const completion = handle(run, handler, new Refusal("XX000", "unknown"));
    const doubts = others ? [...run.draft.doubts] : end.doubts;
    const both = joined(end, [save(run)]);
    const alike = completion.kind === "next" && !both.differ;
    restore(
      run,
      alike ? { ...both.state, touched: end.touched, notices: end.notices, doubts } : end,
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    restore(run, end);
  }
  run.left = left;
}

const sameDepth = (run: Run, start: State): Run["frames"] =>
  run.frames.slice(0, start.frames.length);

/** What handlers may ask. */
const errorFrame = (error: Refusal): Frame =>
  frameOf([
    ["sqlstate", cell(error.sqlstate)],
    ["sqlerrm", cell(error.message)],
  ]);
