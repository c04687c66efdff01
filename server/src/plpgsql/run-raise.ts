import { refuse } from "../catalog/draft.ts";
import { evaluateText } from "./ask.ts";
import { sqlstatesOf } from "./catches.ts";
import { type Completion, next, type Run } from "./run.ts";
import { shownText } from "./run-execute.ts";
import type { Raise } from "./tree.ts";

/** RAISE: EXCEPTION refuses the statement; the other levels only talk, but their arguments are evaluated. */
export function runRaise(run: Run, statement: Raise): Completion {
  const { line, refuses, condition, message, options } = statement;
  run.at = { line, sql: "RAISE" };
  const args = statement.arguments.map((one) => shownText(run, evaluateText(run, line, one)));
  const given = options.map(({ option, value }) => ({
    option,
    text: shownText(run, evaluateText(run, line, value)),
  }));
  run.at = { line, sql: "RAISE" };
  if (!refuses) return next;
  if (condition === undefined && message === undefined && options.length === 0) {
    if (run.handling) throw run.handling;
    refuse("0Z002", "RAISE without parameters cannot be used outside an exception handler");
  }
  const named = given.find(({ option }) => option === "errcode")?.text ?? condition;
  const text = given.find(({ option }) => option === "message")?.text;
  const [sqlstate] = named === undefined ? [raiseException] : sqlstatesOf(named);
  if (sqlstate === undefined) return refuse("42704", `unrecognized exception condition "${named}"`);
  return refuse(
    sqlstate,
    text ?? (message === undefined ? (named ?? sqlstate) : formatted(message, args)),
  );
}

const raiseException = "P0001";

/** `%` takes the next argument, `%%` is a percent sign. */
function formatted(message: string, args: readonly (string | undefined)[]): string {
  let next = 0;
  return message.replace(/%%|%/g, (found) => {
    if (found === "%%") return "%";
    const arg = args[next++];
    return arg === undefined ? "…" : arg;
  });
}
