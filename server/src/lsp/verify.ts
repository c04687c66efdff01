import { type CancellationToken, type Connection, ProgressType } from "vscode-languageserver";
import { URI } from "vscode-uri";
import type { OpenedHistory } from "../history/open.ts";
import { isReadWhole, writtenPaths } from "../history/source-file.ts";
import { planOf } from "../verify/plan.ts";
import { EngineError } from "../verify/session.ts";
import type { Verifier } from "../verify/verify.ts";
import { guarded } from "./guarded.ts";
import type { Host } from "./host.ts";
import type { Server } from "./server.ts";
import { type VerifyResult, verifyResult } from "./verify-results.ts";

interface Request {
  /** Absolute posix path. */
  readonly folder: string;
  /** The migrations that are asked about; null: all, and the history as a whole. */
  readonly paths: readonly string[] | null;
  readonly again: boolean;
  readonly down: boolean;
  readonly progress: string;
}

type Answer =
  | { readonly refused: string }
  | {
      readonly engine: string;
      readonly notes: readonly string[];
      readonly cancelled: boolean;
      readonly results: readonly VerifyResult[];
    };

const progress = new ProgressType<
  | { readonly kind: "file"; readonly path: string; readonly check: string }
  | { readonly kind: "result"; readonly result: VerifyResult }
>();

/** Milliseconds that one statement may take, as on the command line. */
const deadline = 30_000;

/** The Test Explorer's questions: what can be verified, and verifying it. SQL is run only when the client has said that the workspace is trusted. */
export function registerVerify(
  connection: Connection,
  ready: () => Promise<Server>,
  host: Host,
): () => void {
  let isTrusted = false;
  let verifier: Verifier | undefined;
  connection.onNotification("safeMigrations/trusted", () => {
    isTrusted = true;
  });
  connection.onRequest(
    "safeMigrations/verifyTree",
    guarded(connection, "verify tree", [], async ({ uris }: { uris: readonly string[] }) => {
      const server = await ready();
      return server.workspace
        .histories(uris, server.settings())
        .filter((history) => !history.sqlite && isReadWhole(history))
        .map((history) => treeOf(server, history));
    }),
  );
  const failed: Answer = { refused: "the language server failed; see its log" };
  connection.onRequest<Answer, unknown>(
    "safeMigrations/verify",
    guarded(connection, "verify", failed, async (request: Request, token: CancellationToken) => {
      if (!isTrusted) return { refused: "SQL is run only in trusted workspaces" } as Answer;
      verifier ??= host.verifier();
      return run(connection, await ready(), verifier, request, token).catch((error: unknown) => {
        if (error instanceof EngineError) return { refused: error.message };
        throw error;
      });
    }),
  );
  return () => verifier?.close();
}

const treeOf = (server: Server, history: OpenedHistory) => ({
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
  request: Request,
  token: CancellationToken,
): Promise<Answer> {
  const [history] = server.workspace.histories(
    [URI.file(`${request.folder}/x.sql`).toString()],
    server.settings(),
  );
  if (!history) return { refused: `${request.folder}: there are no migrations here any more` };
  if (!isReadWhole(history))
    return { refused: `${request.folder}: only ${history.runner.id} can run its programs` };
  const { rerun } = settingsOf(server, history);
  const { paths } = request;
  const whole = planOf(server.parser, history);
  // What comes after the last one that is asked about cannot change its outcome.
  const last = paths ? whole.files.findLastIndex((file) => paths.includes(file.path)) : undefined;
  const plan = { ...whole, files: whole.files.slice(0, last === undefined ? undefined : last + 1) };
  const isWanted = (path: string): boolean => !paths || paths.includes(path);
  const cancel = new AbortController();
  token.onCancellationRequested(() => cancel.abort());

  const [only] = plan.files.slice(-1);
  if (paths?.length === 1 && only && !request.down) {
    const { checks } = await verifier.edited({ plan, path: only.path, deadline }, cancel.signal);
    return {
      engine: "",
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
      locks: false,
      deadline,
      engine: { kind: "built in" },
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
  const files = report.files.filter((file) => isWanted(file.path));
  return {
    engine: report.engine,
    notes: report.notes,
    cancelled: report.cancelled,
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
