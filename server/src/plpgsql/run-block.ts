import { notice, Refusal } from "../catalog/draft.ts";
import { unknown } from "../catalog/evaluate/value.ts";
import { convert, valueOf } from "./ask.ts";
import { gather } from "./branches.ts";
import { catches } from "./catches.ts";
import { type Cell, type Completion, type Frame, type Run, restore, save } from "./run.ts";
import type { Block, Variable } from "./tree.ts";
import { cell, frameOf, row, within } from "./variables.ts";

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
  const { name, type, kind, constant, notNull, value } = variable;
  const content =
    kind === "record"
      ? row([], /^record$/i.test(type) && value === undefined)
      : value === undefined
        ? null
        : convert(run, valueOf(run, line, value), type);
  const made: Cell = {
    ...cell(kind === "record" && value !== undefined ? unknown : content, type),
    constant,
    notNull,
    ...(variable.query === undefined ? {} : { query: variable.query }),
  };
  run.frames = run.frames.map((frame, index) =>
    index === depth ? { ...frame, cells: frame.cells.set(name, made) } : frame,
  );
}

/** What is done before an error is undone up to the BEGIN of the block that catches it; variables keep their values. */
function guarded(run: Run, block: Block): Completion {
  if (block.handlers.length === 0) return run.perform(run, block.body);
  const start = save(run);
  try {
    return run.perform(run, block.body);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const handler = block.handlers.find((one) => catches(one, error.sqlstate));
    if (!handler) throw error;
    restore(run, { ...start, frames: sameDepth(run, start.frames.length) });
    notice(run.draft, `${error.message} (caught: ${handler.conditions.join(" or ")})`);
    const outer = run.handling;
    run.handling = error;
    try {
      return within(run, errorFrame(error), () => run.perform(run, handler.body));
    } finally {
      run.handling = outer;
    }
  }
}

const sameDepth = (run: Run, depth: number): Run["frames"] => run.frames.slice(0, depth);

/** What handlers may ask. */
const errorFrame = (error: Refusal): Frame =>
  frameOf([
    ["sqlstate", cell(error.sqlstate)],
    ["sqlerrm", cell(error.message)],
  ]);
