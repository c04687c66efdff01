import type { Connection } from "vscode-languageserver";
import { ourFailure } from "../service/our-failure.ts";

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
      connection.console.error(ourFailure(what, error));
      return otherwise;
    }
  };
