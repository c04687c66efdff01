import { doubt, refuse } from "../catalog/draft.ts";
import { isArray, unknown, type Value } from "../catalog/evaluate/value.ts";
import { evaluateText } from "./ask.ts";
import { assign, forgetTarget } from "./assign.ts";
import { branches } from "./branches.ts";
import { decide } from "./decide.ts";
import { type Completion, next, type Run } from "./run.ts";
import { shownText } from "./run-execute.ts";
import { runSql } from "./run-sql.ts";
import type {
  Assert,
  Assign,
  Cursor,
  Exit,
  GetDiagnostics,
  Return,
  ReturnRows,
  Transaction,
} from "./tree.ts";
import { readContent, setFound } from "./variables.ts";

export function runAssign(run: Run, { line, target, part, value }: Assign): Completion {
  const assigned = evaluateText(run, line, value);
  const old = part ? readContent(run, target.split(".")) : null;
  // Which element is assigned is not looked at.
  assign(run, target, part || (isArray(assigned) && old === undefined) ? unknown : assigned);
  return next;
}

export function runExit(run: Run, { kind, line, label, condition }: Exit): Completion {
  const leave: Completion = { kind, ...(label === undefined ? {} : { label }) };
  if (condition === undefined) return leave;
  const { answer, settle } = decide(run, line, condition);
  if (answer === true) return leave;
  if (answer === false) return settle(next);
  const because = `whether line ${line} leaves is not known`;
  return branches(run, because, [() => next, () => leave]).completion;
}

export function runReturn(run: Run, { line, value }: Return): Completion {
  return { kind: "return", value: value === undefined ? null : evaluateText(run, line, value) };
}

/** RETURN NEXT and RETURN QUERY: what they add to the result is not kept. */
export function runReturnRows(run: Run, { line, query }: ReturnRows): Completion {
  if (query !== undefined) runSql(run, { kind: "perform", line, sql: query, strict: false });
  return next;
}

export function runGetDiagnostics(run: Run, { items }: GetDiagnostics): Completion {
  for (const { item, target } of items) assign(run, target, diagnostic(run, item));
  return next;
}

function diagnostic(run: Run, item: string): Value {
  switch (item) {
    case "ROW_COUNT":
      return run.rowCount;
    case "RETURNED_SQLSTATE":
      return run.handling?.sqlstate ?? unknown;
    case "MESSAGE_TEXT":
      return run.handling?.message ?? unknown;
    default:
      return unknown;
  }
}

/** One that asks what is not known has held in the first run, or that run had ended there. */
export function runAssert(run: Run, { line, condition, message }: Assert): Completion {
  const { answer, settle, learn } = decide(run, line, condition);
  if (answer === true) return settle(next);
  if (answer === false) {
    const text =
      message === undefined ? undefined : shownText(run, evaluateText(run, line, message));
    return refuse("P0004", text ?? "assertion failed");
  }
  doubt(run.draft, `whether ${condition.trim()} holds is not known`);
  learn(true);
  return next;
}

/** What a cursor gives is not followed. */
export function runCursor(run: Run, { kind, into }: Cursor): Completion {
  if (kind !== "fetch") return next;
  if (into) forgetTarget(run, into);
  setFound(run, unknown);
  return next;
}

export function runTransaction(run: Run, { kind }: Transaction): Completion {
  if (run.draft.catalog.session.saved.size > 0 || run.depth > 1)
    refuse("2D000", "invalid transaction termination");
  if (kind === "rollback") doubt(run.draft, "ROLLBACK inside a block is not followed");
  return next;
}
