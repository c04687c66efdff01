import type { Connection } from "vscode-languageserver";

/** A handler whose failure is logged and answered by `otherwise`: the server stays up whatever happens. */
export const guarded =
  <A extends readonly unknown[], R>(
    connection: Connection,
    what: string,
    otherwise: R,
    handler: (...args: A) => Promise<R>,
  ): ((...args: A) => Promise<R>) =>
  async (...args) => {
    try {
      return await handler(...args);
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      connection.console.error(`${what}: a failure of ours, please report it: ${text}`);
      return otherwise;
    }
  };
