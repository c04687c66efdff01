import { type Completion, GiveUp, next, type Run } from "./run.ts";
import { runBlock } from "./run-block.ts";
import { runExecute } from "./run-execute.ts";
import { runCase, runIf } from "./run-if.ts";
import { runEndless, runForEach, runForInteger, runWhile } from "./run-loop.ts";
import {
  runAssert,
  runAssign,
  runCursor,
  runExit,
  runGetDiagnostics,
  runReturn,
  runReturnRows,
  runTransaction,
} from "./run-other.ts";
import { runQueryLoop } from "./run-query-loop.ts";
import { runRaise } from "./run-raise.ts";
import { runSql } from "./run-sql.ts";
import type { Statement } from "./tree.ts";

/** Statements in order, until one goes elsewhere. */
export function runStatements(run: Run, statements: readonly Statement[]): Completion {
  for (const statement of statements) {
    if (run.budget.left-- <= 0) throw new GiveUp("it runs too long");
    const completion = runStatement(run, statement);
    if (completion.kind !== "next") return completion;
  }
  return next;
}

function runStatement(run: Run, statement: Statement): Completion {
  switch (statement.kind) {
    case "block":
      return runBlock(run, statement);
    case "if":
      return runIf(run, statement);
    case "case":
      return runCase(run, statement);
    case "loop":
      return runEndless(run, statement);
    case "while":
      return runWhile(run, statement);
    case "for-integer":
      return runForInteger(run, statement);
    case "foreach":
      return runForEach(run, statement);
    case "for-query":
    case "for-execute":
    case "for-cursor":
      return runQueryLoop(run, statement);
    case "exit":
    case "continue":
      return runExit(run, statement);
    case "assign":
      return runAssign(run, statement);
    case "sql":
    case "perform":
    case "call":
      return runSql(run, statement);
    case "execute":
      return runExecute(run, statement);
    case "raise":
      return runRaise(run, statement);
    case "return":
      return runReturn(run, statement);
    case "return-rows":
      return runReturnRows(run, statement);
    case "get-diagnostics":
      return runGetDiagnostics(run, statement);
    case "assert":
      return runAssert(run, statement);
    case "open":
    case "fetch":
    case "close":
      return runCursor(run, statement);
    case "commit":
    case "rollback":
      return runTransaction(run, statement);
    default:
      return statement satisfies never;
  }
}
