import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { VerifyResult, VerifyServer } from "../../../protocol/requests.ts";
import { verify, verifyProgress } from "../protocol.ts";
import { message } from "./message.ts";
import type { Tree } from "./tree.ts";
import { type Wanted, wantedOf } from "./wanted.ts";

/** What one check of one migration came to; tests of this extension listen to it. */
export interface Outcome {
  readonly id: string;
  readonly result: VerifyResult;
}

let runs = 0;

/** Runs what is asked for, history after history, and shows every result as it comes. */
export async function run(
  client: LanguageClient,
  tree: Tree,
  request: vscode.TestRunRequest,
  cancel: vscode.CancellationToken,
  server: VerifyServer | undefined,
): Promise<readonly Outcome[]> {
  const testRun = tree.controller.createTestRun(request);
  const outcomes: Outcome[] = [];
  const wanted = wantedOf(tree, request);
  for (const { items } of wanted) for (const item of items.values()) testRun.enqueued(item);
  try {
    for (const one of wanted) {
      if (cancel.isCancellationRequested || testRun.token.isCancellationRequested) break;
      outcomes.push(...(await runHistory(client, tree, testRun, one, cancel, server)));
    }
  } finally {
    testRun.end();
  }
  return outcomes;
}

async function runHistory(
  client: LanguageClient,
  tree: Tree,
  testRun: vscode.TestRun,
  { folder, paths, items }: Wanted,
  cancel: vscode.CancellationToken,
  server: VerifyServer | undefined,
): Promise<readonly Outcome[]> {
  const shown = new Map<vscode.TestItem, Outcome>();
  const stopped = new Set<vscode.TestItem>();
  const itemOf = (path: string, check: string): vscode.TestItem | undefined => {
    const place = { folder, check, ...(path === folder ? {} : { path }) };
    const found = tree.checkItem(place);
    // A check that was not foreseen belongs to whoever asked for the migration.
    return found && (items.has(found.id) || !foreseen.has(check)) ? found : undefined;
  };
  const take = (result: VerifyResult): void => {
    const item = itemOf(result.path, result.check);
    if (!item || shown.has(item)) return;
    shown.set(item, { id: item.id, result });
    show(testRun, item, result);
  };
  const token = `safeMigrations.verify.${runs++}`;
  const listening = client.onProgress(verifyProgress, token, (said) => {
    if (said.kind === "result") return take(said.result);
    const item = itemOf(said.path, said.check);
    if (item && !shown.has(item)) testRun.started(item);
  });
  const checks = new Set([...items.values()].map((one) => tree.placeOf(one)?.check));
  try {
    const answer = await client.sendRequest(
      verify,
      {
        folder,
        paths,
        again: checks.has("again"),
        down: checks.has("down and up"),
        progress: token,
        ...(server ? { server } : {}),
      },
      cancel,
    );
    if ("refused" in answer) {
      for (const item of items.values())
        testRun.errored(item, new vscode.TestMessage(answer.refused));
      return [];
    }
    for (const result of answer.results) take(result);
    for (const note of answer.notes) testRun.appendOutput(`note: ${note}\r\n`);
    for (const item of items.values())
      if (answer.stopped !== undefined && !shown.has(item)) {
        testRun.errored(item, new vscode.TestMessage(answer.stopped));
        stopped.add(item);
      }
    if (answer.engine) testRun.appendOutput(`verified on ${answer.engine}\r\n`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    for (const item of items.values())
      if (!shown.has(item)) testRun.errored(item, new vscode.TestMessage(why));
  } finally {
    listening.dispose();
  }
  for (const item of items.values())
    if (!shown.has(item) && !stopped.has(item)) testRun.skipped(item);
  return [...shown.values()];
}

const foreseen = new Set(["fresh", "again", "down and up"]);

function show(testRun: vscode.TestRun, item: vscode.TestItem, result: VerifyResult): void {
  const messages = result.problems.map(message);
  if (result.outcome === "passed") testRun.passed(item, result.milliseconds);
  else if (result.outcome === "failed") testRun.failed(item, messages, result.milliseconds);
  else if (result.outcome === "stopped") testRun.errored(item, messages, result.milliseconds);
  else {
    for (const problem of result.problems)
      testRun.appendOutput(
        `${result.check}, not counted as a failure: ${problem.message.replaceAll(/\r?\n/g, "\r\n")}\r\n`,
        message(problem).location,
        item,
      );
    testRun.skipped(item);
  }
}
