import type { Routine } from "../catalog/catalog.ts";
import { refuse } from "../catalog/draft.ts";
import { findRoutines } from "../catalog/evaluate/routine-names.ts";
import { unknown, type Value } from "../catalog/evaluate/value.ts";
import type { NameRef } from "../effects/type-ref.ts";
import { split } from "../sql/split.ts";
import { rowsOf, slotValues } from "./ask.ts";
import { firstRow } from "./assign.ts";
import { checkDeclarations } from "./check-declarations.ts";
import { fill } from "./fill.ts";
import { withFunctionPath } from "./function-path.ts";
import { openBody } from "./open-body.ts";
import { planStatement } from "./plans.ts";
import type { Completion, Frame, Run } from "./run.ts";
import { newRun, noBody, runToEnd } from "./run-body.ts";
import type { Body } from "./tree.ts";
import { cell, frameOf, recordCell } from "./variables.ts";

/** The routine that a call means, where there is one only and its body can be run. */
export function runnable(run: Run, name: NameRef, args: number): Routine | undefined {
  const found = findRoutines(run.draft.catalog, name);
  if (typeof found === "string") return undefined;
  const [only, ...more] = found.known.filter(
    (one) =>
      one.arguments !== undefined &&
      args <= one.arguments.length &&
      args >= one.arguments.length - one.defaults,
  );
  const runs =
    only && more.length === 0 && only.statement !== undefined && languages.has(only.language);
  return runs ? only : undefined;
}

const languages: ReadonlySet<string> = new Set(["plpgsql", "sql"]);

/** Runs the body over the caller's catalog; gives what it returns. */
export function callRoutine(run: Run, routine: Routine, args: readonly Value[]): Value {
  const call = routine.language === "sql" ? callSql : callPlpgsql;
  return withFunctionPath(run, routine.statement ?? "", () => call(run, routine, args));
}

function callPlpgsql(outer: Run, routine: Routine, args: readonly Value[]): Value {
  if (/^pg_catalog\.(event_)?trigger$/.test(routine.returns))
    return refuse("0A000", "trigger functions can only be called as triggers", {
      class: "function",
      schema: routine.schema,
      name: routine.name,
    });
  const body = openBody(outer.machine, routine.statement ?? "");
  checkDeclarations(outer, body);
  const run = newRun(outer, body, parameters(routine, body, args));
  return runToEnd(run, () => run.perform(run, [body.block]));
}

/** Statement after statement; the last one's first row is the result. */
function callSql(outer: Run, routine: Routine, args: readonly Value[]): Value {
  if (routine.body === undefined) return unknown;
  const body = bodyOf(routine);
  const run = newRun(outer, body, parameters(routine, body, args));
  return runToEnd(run, () => {
    let value: Value = null;
    for (const { text } of split(routine.body ?? "")) {
      run.at = { line: 1, sql: text };
      const plan = planStatement(run, text);
      const { effects, rows } = fill(plan.what, slotValues(run, plan));
      for (const effect of effects) run.apply(run, effect);
      value = typeof rows === "object" ? firstValue(run, rows) : null;
    }
    return { kind: "return", value } satisfies Completion;
  });
}

function firstValue(run: Run, query: Parameters<typeof rowsOf>[1]): Value {
  const first = firstRow(rowsOf(run, query, []));
  if (first === "none") return null;
  return first?.values[0] ?? unknown;
}

const bodies = new WeakMap<Routine, Body>();

/** Plans are kept by body, so a routine has one. */
function bodyOf(routine: Routine): Body {
  const made = bodies.get(routine) ?? noBody();
  bodies.set(routine, made);
  return made;
}

/** Arguments by name and by number; those that are left out have defaults that nobody looks at. */
function parameters(routine: Routine, body: Body, args: readonly Value[]): Frame {
  const cells = new Map(body.parameters.map((name) => [name, cell(null)]));
  for (const [index] of (routine.arguments ?? []).entries()) {
    const name = routine.argumentNames[index] || `$${index + 1}`;
    const value = args[index] === undefined ? unknown : args[index];
    const made = body.records.has(name) ? recordCell(value) : cell(value);
    cells.set(name, made);
    cells.set(`$${index + 1}`, made);
  }
  return frameOf(cells, routine.name);
}
