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
  wanted: Wanted,
  cancel: vscode.CancellationToken,
  server: VerifyServer | undefined,
): Promise<readonly Outcome[]> {
  const { folder, paths, items } = wanted;
  const shown = new Map<vscode.TestItem, Outcome>();
  const open = (): readonly vscode.TestItem[] =>
    [...items.values()].filter((item) => !shown.has(item));
  const failOpen = (why: string): void => {
    for (const item of open()) testRun.errored(item, new vscode.TestMessage(why));
  };
  const take = (result: VerifyResult): void => {
    const item = itemOf(tree, wanted, result.path, result.check);
    if (!item || shown.has(item)) return;
    shown.set(item, { id: item.id, result });
    show(testRun, item, result);
  };
  const progress = `safeMigrations.verify.${runs++}`;
  const listening = client.onProgress(verifyProgress, progress, (said) => {
    if (said.kind === "result") return take(said.result);
    const item = itemOf(tree, wanted, said.path, said.check);
    if (item && !shown.has(item)) testRun.started(item);
  });
  const checks = new Set([...items.values()].map((one) => tree.placeOf(one)?.check));
  const asked = {
    folder,
    paths,
    again: checks.has("again"),
    down: checks.has("down and up"),
    progress,
    ...(server ? { server } : {}),
  };
  try {
    const answer = await client.sendRequest(verify, asked, cancel);
    if ("refused" in answer) {
      failOpen(answer.refused);
      return [];
    }
    for (const result of answer.results) take(result);
    for (const note of answer.notes) testRun.appendOutput(`note: ${note}\r\n`);
    if (answer.engine) testRun.appendOutput(`verified on ${answer.engine}\r\n`);
    if (answer.stopped !== undefined) failOpen(answer.stopped);
    else for (const item of open()) testRun.skipped(item);
  } catch (error) {
    failOpen(error instanceof Error ? error.message : String(error));
  } finally {
    listening.dispose();
  }
  return [...shown.values()];
}

/** The item of a check that was asked for; one that was not foreseen belongs to whoever asked for the migration. */
function itemOf(
  tree: Tree,
  { folder, items }: Wanted,
  path: string,
  check: string,
): vscode.TestItem | undefined {
  const found = tree.checkItem({ folder, check, ...(path === folder ? {} : { path }) });
  return found && (items.has(found.id) || !foreseen.has(check)) ? found : undefined;
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
