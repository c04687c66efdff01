import * as vscode from "vscode";
import type { VerifyProblem } from "../../../protocol/requests.ts";

/** A problem where it is; what differs between two runs as a diff of definitions. */
export function message(problem: VerifyProblem): vscode.TestMessage {
  const made =
    problem.expected === undefined || problem.actual === undefined
      ? new vscode.TestMessage(problem.message)
      : vscode.TestMessage.diff(problem.message, problem.expected, problem.actual);
  made.location = new vscode.Location(vscode.Uri.parse(problem.uri), rangeOf(problem));
  return made;
}

export const rangeOf = ({ range: { start, end } }: VerifyProblem): vscode.Range =>
  new vscode.Range(start.line, start.character, end.line, end.character);
