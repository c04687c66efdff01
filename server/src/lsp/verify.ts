import { type CancellationToken, type Connection, ProgressType } from "vscode-languageserver";
import type {
  VerifyAnswer,
  VerifyHistory,
  VerifyProgress,
  VerifyRequest,
  VerifyResult,
} from "../../../protocol/requests.ts";
import type { OpenedHistory } from "../history/open.ts";
import { isReadWhole, writtenPaths } from "../history/source-file.ts";
import { builtIn } from "../verify/built-in.ts";
import type { EngineChoice } from "../verify/job.ts";
import { type Plan, planOf } from "../verify/plan.ts";
import type { CheckResult, FileReport } from "../verify/report.ts";
import { serverAddress } from "../verify/server-address.ts";
import { EngineError } from "../verify/session.ts";
import type { Verifier } from "../verify/verify.ts";
import { answer } from "./answer.ts";
import type { Host } from "./host.ts";
import type { Server } from "./server.ts";
import { uriOf } from "./uri.ts";
import { verifyResult } from "./verify-results.ts";

const progress = new ProgressType<VerifyProgress>();

/** Milliseconds that one statement may take, as on the command line. */
const deadline = 30_000;

/** The Test Explorer's questions: what can be verified, and verifying it. SQL is run only when the client has said that the workspace is trusted. */
export function registerVerify(
  connection: Connection,
  ready: () => Promise<Server>,
  host: Host,
  isTrusted: () => boolean,
  /** Called when there may be locks that have been measured. */
  measured: () => void,
): () => void {
  let verifier: Verifier | undefined;
  answer(connection, "safeMigrations/verifyTree", [], async ({ uris }) => {
    const server = await ready();
    return server.workspace
      .histories(uris, server.settings())
      .filter((history) => !history.sqlite && isReadWhole(history))
      .map((history) => treeOf(server, history));
  });
  const failed = { refused: "the language server failed; see its log" };
  answer(connection, "safeMigrations/verify", failed, async (request, token) => {
    if (!isTrusted()) return { refused: "SQL is run only in trusted workspaces" };
    verifier ??= host.verifier();
    try {
      return await run(connection, await ready(), verifier, request, token);
    } catch (error) {
      if (error instanceof EngineError) return { refused: error.message };
      throw error;
    } finally {
      measured();
    }
  });
  return () => verifier?.close();
}

function engineOf({ server }: VerifyRequest): EngineChoice | { readonly refused: string } {
  if (!server) return { kind: "built in" };
  const address = serverAddress(server.url);
  if ("problem" in address) return { refused: address.problem };
  if (!address.isLocal && !server.allowRemoteHost)
    return { refused: `${address.host} is not this machine, and nobody has allowed it` };
  return { kind: "server", url: server.url };
}

const treeOf = (server: Server, history: OpenedHistory): VerifyHistory => ({
  folder: history.folder,
  runner: history.runner.id,
  again: settingsOf(server, history).rerun !== "off",
  migrations: history.files.map((file) => ({
    path: file.path,
    uri: uriOf(writtenPaths(file)[0] ?? file.path),
    name: file.path.slice(history.folder.length + 1),
    hasDown: file.down !== undefined,
  })),
});

const settingsOf = (server: Server, history: OpenedHistory) =>
  server.settingsFor(somewhereIn(history.folder));

/** Folders are asked about by a file in them. */
const somewhereIn = (folder: string): string => uriOf(`${folder}/x.sql`);

async function run(
  connection: Connection,
  server: Server,
  verifier: Verifier,
  request: VerifyRequest,
  token: CancellationToken,
): Promise<VerifyAnswer> {
  const [history] = server.workspace.histories([somewhereIn(request.folder)], server.settings());
  if (!history) return { refused: `${request.folder}: there are no migrations here any more` };
  if (!isReadWhole(history))
    return { refused: `${request.folder}: only ${history.runner.id} can run its programs` };
  const engine = engineOf(request);
  if ("refused" in engine) return engine;
  const { rerun } = settingsOf(server, history);
  const asked: Asked = {
    server,
    verifier,
    history,
    request,
    plan: planUpTo(planOf(server.parser, history), request.paths),
    signal: signalOf(token),
    resultOf: (path, check) => verifyResult(server, history, path, check, rerun),
  };
  const path = request.paths?.length === 1 ? asked.plan.files.at(-1)?.path : undefined;
  if (path !== undefined && !request.down && engine.kind === "built in")
    return verifyEdited(asked, path);
  return verifyFiles(asked, engine, (said) =>
    connection.sendProgress(progress, request.progress, said),
  );
}

/** What one request is about. */
interface Asked {
  readonly server: Server;
  readonly verifier: Verifier;
  readonly history: OpenedHistory;
  readonly request: VerifyRequest;
  readonly plan: Plan;
  readonly signal: AbortSignal;
  readonly resultOf: (path: string, check: CheckResult) => VerifyResult;
}

/** What comes after the last one that is asked about cannot change its outcome. */
function planUpTo(whole: Plan, paths: VerifyRequest["paths"]): Plan {
  if (!paths) return whole;
  const last = whole.files.findLastIndex((file) => paths.includes(file.path));
  return { ...whole, files: whole.files.slice(0, last + 1) };
}

function signalOf(token: CancellationToken): AbortSignal {
  const cancel = new AbortController();
  token.onCancellationRequested(() => cancel.abort());
  // One that was cancelled before it got here fires no event.
  if (token.isCancellationRequested) cancel.abort();
  return cancel.signal;
}

/** One migration, its first and its second run, on a database that is kept for the next time. */
async function verifyEdited(asked: Asked, path: string): Promise<VerifyAnswer> {
  const { verifier, plan, signal } = asked;
  const report = await verifier.edited({ plan, path, deadline }, signal);
  if (!signal.aborted) measure(asked, [report], builtIn);
  return {
    engine: builtIn,
    notes: [],
    cancelled: signal.aborted,
    results: report.checks.map((one) => asked.resultOf(path, one)),
  };
}

async function verifyFiles(
  asked: Asked,
  engine: EngineChoice,
  tell: (said: VerifyProgress) => Promise<void>,
): Promise<VerifyAnswer> {
  const { history, request, plan, resultOf } = asked;
  const { paths } = request;
  const isWanted = ({ path }: { readonly path: string }): boolean => !paths || paths.includes(path);
  const report = await asked.verifier.verify(
    {
      plan,
      again: request.again,
      twice: !paths && history.runner.repeats === "always",
      down: request.down,
      locks: true,
      deadline,
      engine,
    },
    (said) => {
      if (!isWanted(said)) return;
      void tell(
        said.kind === "file"
          ? { kind: "file", path: said.path, check: said.check }
          : { kind: "result", result: resultOf(said.path, said.result) },
      );
    },
    asked.signal,
  );
  measure(asked, report.files, report.engine);
  return {
    engine: report.engine,
    notes: report.notes,
    cancelled: report.cancelled,
    ...(report.isWhole || report.cancelled ? {} : { stopped: report.notes.at(-1) ?? "" }),
    results: [
      ...report.files
        .filter(isWanted)
        .flatMap((file) => file.checks.map((one) => resultOf(file.path, one))),
      ...(paths ? [] : report.checks.map((one) => resultOf(history.folder, one))),
    ],
  };
}

/** Keeps the locks that were seen, for what the editor says of these files. */
function measure({ server, history }: Asked, files: readonly FileReport[], engine: string): void {
  for (const report of files) {
    const file = history.files.find((one) => one.path === report.path);
    if (file) server.measured.take(file, report, engine);
  }
}
