import type { Rows } from "../catalog/evaluate/env.ts";
import { rowsOf, slotValues } from "./ask.ts";
import { anyRow, assignNothing, assignRow, forgetTarget } from "./assign.ts";
import { branches } from "./branches.ts";
import { fill } from "./fill.ts";
import { planStatement } from "./plans.ts";
import { type Completion, next, type Run } from "./run.ts";
import { prepared } from "./run-execute.ts";
import { anyNumber, looped } from "./run-loop.ts";
import type { Doing } from "./run-sql.ts";
import type { Loop } from "./tree.ts";
import { frameOf, place, recordCell, row, setFound, within } from "./variables.ts";

type QueryLoop = Extract<Loop, { kind: "for-query" | "for-execute" | "for-cursor" }>;

const nobodyKnows: Rows = { columns: undefined, rows: [{ values: [], presence: "many" }] };

/** FOR … IN query, EXECUTE text or a cursor: once for each row. */
export function runQueryLoop(run: Run, loop: QueryLoop): Completion {
  if (loop.kind !== "for-cursor" || loop.target.kind !== "record") return runRows(run, loop);
  // The loop over a cursor declares its record itself.
  const record = frameOf([[loop.target.name, recordCell(row([], false))]]);
  return within(run, record, () => runRows(run, loop));
}

function runRows(run: Run, loop: QueryLoop): Completion {
  const { target } = loop;
  const rows = rowsIn(run, loop);
  if (rows.rows.length === 0) assignNothing(run, target, rows.columns);
  const completion = looped(run, loop, (pass) => {
    for (const { values, presence } of rows.rows) {
      const round = (): Completion => {
        assignRow(run, target, values, rows.columns ?? numbered(rows, values.length));
        return pass();
      };
      const passed =
        presence === "certain"
          ? round()
          : presence === "maybe"
            ? branches(run, `whether line ${loop.line} finds a row is not known`, [
                () => next,
                round,
              ]).completion
            : anyNumber(run, loop, round);
      if (passed.kind !== "next") return passed;
    }
    return next;
  });
  if (completion.kind === "next") setFound(run, anyRow(rows));
  return completion;
}

/** Columns whose names are not known can still go to a list of variables. */
const numbered = (rows: Rows, length: number): Rows["columns"] =>
  rows.columns ?? (length > 0 ? Array.from({ length }, (_, index) => `${index}`) : undefined);

function rowsIn(run: Run, loop: QueryLoop): Rows {
  switch (loop.kind) {
    case "for-query":
      return planned(run, loop.line, loop.query);
    case "for-cursor": {
      const at = place(run, [loop.cursor]);
      const query = at && run.frames[at.frame]?.cells.get(at.name)?.query;
      return query === undefined ? nobodyKnows : planned(run, loop.line, query);
    }
    case "for-execute": {
      const doing = prepared(run, loop.line, loop.text, loop.using);
      if (!doing) forgetTarget(run, loop.target);
      return doing ? lastRows(run, doing) : nobodyKnows;
    }
    default:
      return loop satisfies never;
  }
}

function planned(run: Run, line: number, sql: string): Rows {
  run.at = { line, sql };
  const plan = planStatement(run, sql);
  return lastRows(run, [fill(plan.what, slotValues(run, plan))]);
}

function lastRows(run: Run, doing: readonly Doing[]): Rows {
  let rows = nobodyKnows;
  for (const one of doing) {
    for (const effect of one.effects) if (effect.kind !== "call") run.apply(run, effect);
    rows = typeof one.rows === "object" ? rowsOf(run, one.rows, []) : nobodyKnows;
  }
  return rows;
}
