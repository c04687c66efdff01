import type { CancellationToken, Connection } from "vscode-languageserver";
import type { Answer, Asked, Method } from "../../../protocol/requests.ts";
import { guarded } from "./guarded.ts";

/** Answers a request of our own; by `otherwise` where the handler fails. */
export function answer<M extends Method>(
  connection: Connection,
  method: M,
  otherwise: Answer<M>,
  handler: (asked: Asked<M>, token: CancellationToken) => Promise<Answer<M>>,
): void {
  // What it answers is checked above: the connection's own types do not follow a method that is not named.
  const answering: (asked: Asked<M>, token: CancellationToken) => Promise<unknown> = guarded(
    connection,
    method,
    otherwise,
    handler,
  );
  connection.onRequest(method, answering);
}
