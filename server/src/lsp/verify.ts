import { type CancellationToken, type Connection, ProgressType } from "vscode-languageserver";
import { URI } from "vscode-uri";
import type {
  VerifyAnswer,
  VerifyHistory,
  VerifyProgress,
  VerifyRequest,
} from "../../../protocol/requests.ts";
import type { OpenedHistory } from "../history/open.ts";
import { isReadWhole, writtenPaths } from "../history/source-file.ts";
import { builtIn } from "../verify/built-in.ts";
import type { EngineChoice } from "../verify/job.ts";
import { planOf } from "../verify/plan.ts";
import type { FileReport } from "../verify/report.ts";
import { serverAddress } from "../verify/server-address.ts";
import { EngineError } from "../verify/session.ts";
import type { Verifier } from "../verify/verify.ts";
import { answer } from "./answer.ts";
import type { Host } from "./host.ts";
import type { Server } from "./server.ts";
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
    uri: URI.file(writtenPaths(file)[0] ?? file.path).toString(),
    name: file.path.slice(history.folder.length + 1),
    hasDown: file.down !== undefined,
  })),
});

const settingsOf = (server: Server, history: OpenedHistory) =>
  server.settingsFor(URI.file(`${history.folder}/x.sql`).toString());

async function run(
  connection: Connection,
  server: Server,
  verifier: Verifier,
  request: VerifyRequest,
  token: CancellationToken,
): Promise<VerifyAnswer> {
  const [history] = server.workspace.histories(
    [URI.file(`${request.folder}/x.sql`).toString()],
    server.settings(),
  );
  if (!history) return { refused: `${request.folder}: there are no migrations here any more` };
  if (!isReadWhole(history))
    return { refused: `${request.folder}: only ${history.runner.id} can run its programs` };
  const engine = engineOf(request);
  if ("refused" in engine) return engine;
  const { rerun } = settingsOf(server, history);
  const { paths } = request;
  const whole = planOf(server.parser, history);
  // What comes after the last one that is asked about cannot change its outcome.
  const last = paths ? whole.files.findLastIndex((file) => paths.includes(file.path)) : undefined;
  const plan = { ...whole, files: whole.files.slice(0, last === undefined ? undefined : last + 1) };
  const isWanted = (path: string): boolean => !paths || paths.includes(path);
  const cancel = new AbortController();
  token.onCancellationRequested(() => cancel.abort());
  // One that was cancelled before it got here fires no event.
  if (token.isCancellationRequested) cancel.abort();

  const [only] = plan.files.slice(-1);
  const measure = (files: readonly FileReport[], name: string): void => {
    for (const report of files) {
      const file = history.files.find((one) => one.path === report.path);
      if (file) server.measured.take(file, report, name);
    }
  };
  if (paths?.length === 1 && only && !request.down && engine.kind === "built in") {
    const report = await verifier.edited({ plan, path: only.path, deadline }, cancel.signal);
    const { checks } = report;
    if (!cancel.signal.aborted) measure([report], builtIn);
    return {
      engine: builtIn,
      notes: [],
      cancelled: cancel.signal.aborted,
      results: checks.map((one) => verifyResult(server, history, only.path, one, rerun)),
    };
  }
  const report = await verifier.verify(
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
      if (!isWanted(said.path)) return;
      void connection.sendProgress(
        progress,
        request.progress,
        said.kind === "file"
          ? { kind: "file", path: said.path, check: said.check }
          : {
              kind: "result",
              result: verifyResult(server, history, said.path, said.result, rerun),
            },
      );
    },
    cancel.signal,
  );
  measure(report.files, report.engine);
  const files = report.files.filter((file) => isWanted(file.path));
  return {
    engine: report.engine,
    notes: report.notes,
    cancelled: report.cancelled,
    ...(report.isWhole || report.cancelled ? {} : { stopped: report.notes.at(-1) ?? "" }),
    results: [
      ...files.flatMap((file) =>
        file.checks.map((one) => verifyResult(server, history, file.path, one, rerun)),
      ),
      ...(paths
        ? []
        : report.checks.map((one) => verifyResult(server, history, history.folder, one, rerun))),
    ],
  };
}
