import type { SyntaxNode } from "@lezer/common";
import { nobodyKnows, onlyWhere, raising } from "../block.ts";
import { type HostString, textOf } from "../host-string.ts";
import type { Step } from "../source.ts";
import { spanOf, textAt } from "../tree.ts";
import type { Frame, Run } from "./frame.ts";

/** What is not sure to be reached is run under its condition. */
export function emit(run: Run, steps: readonly Step[], frame: Frame): void {
  if (frame.under.length === 0) {
    run.steps.push(...steps);
    return;
  }
  const conditions = [...new Map(frame.under.map((one) => [textOf(one), one])).values()];
  for (const step of steps) {
    const { options: _, before: __, ...rest } = step;
    run.steps.push({ ...rest, pieces: onlyWhere(conditions, step.pieces, step.call) });
  }
}

/** `if not row: raise …`: PostgreSQL can say the same, so that a row which is missing stops the simulation too. */
export function emitRaise(
  run: Run,
  body: SyntaxNode,
  under: readonly HostString[],
  frame: Frame,
): void {
  const raise = body.getChild("RaiseStatement");
  const call = spanOf(raise ?? body);
  const all = [...frame.under, ...under];
  if (all.includes(nobodyKnows)) return;
  run.steps.push({
    host: 0,
    call,
    pieces: onlyWhere(all, raising(messageOf(run, raise), call), call),
    raises: true,
  });
}

const messageOf = (run: Run, raise: SyntaxNode | null): string =>
  textAt(run.module, raise).replace(/\s+/g, " ");
