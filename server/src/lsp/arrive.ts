import type {
  CancellationToken,
  Connection,
  WorkDoneProgressReporter,
} from "vscode-languageserver";
import type { Server } from "./server.ts";
import { pathOf } from "./uri.ts";

/** Milliseconds of work between two looks at the messages that have come in meanwhile. */
const slice = 25;

/** Milliseconds that somebody who has opened or changed a file waits for all that there is to say. */
const patience = 250;

/** Lets the messages that have arrived be read: changes of the text, and that nobody waits for an answer any more. */
export const typed = (): Promise<void> => new Promise((done) => setImmediate(done));

export interface Arrivals {
  /**
   * Runs what comes before a document, in pieces, so that the server goes on answering. False when that takes longer
   * than somebody who types waits: then it goes on by itself, and `arrived` is told when it is there.
   */
  readonly soon: (server: Server, uri: string, token?: CancellationToken) => Promise<boolean>;
  /** The same for those who wait as long as it takes; false when they do not want it any more. */
  readonly whole: (server: Server, uri: string, token: CancellationToken) => Promise<boolean>;
}

/** `arrived`: all that can be said of the document can be asked for now. */
export function createArrivals(
  connection: Connection,
  showsProgress: () => boolean,
  arrived: (uri: string) => void,
): Arrivals {
  const under = new Set<string>();

  const goOn = async (server: Server, uri: string): Promise<void> => {
    under.add(uri);
    const progress = showsProgress() ? await begin(connection) : undefined;
    try {
      await walk(server, uri, (left, of) => {
        progress?.report(
          Math.floor(100 * (1 - left / of)),
          `${left} migrations before this one left`,
        );
        return server.documents.get(uri) === undefined;
      });
    } finally {
      progress?.done();
      under.delete(uri);
    }
    arrived(uri);
  };

  return {
    async soon(server, uri, token) {
      const start = performance.now();
      const isOver = (): boolean =>
        token?.isCancellationRequested === true || performance.now() - start > patience;
      if (under.has(uri) ? isThere(server, uri) : await walk(server, uri, isOver)) return true;
      if (!under.has(uri) && token?.isCancellationRequested !== true)
        void goOn(server, uri).catch((error: unknown) => connection.console.error(String(error)));
      return false;
    },
    whole: (server, uri, token) => walk(server, uri, () => token.isCancellationRequested),
  };
}

/** True when nothing is left to be run before the document; false when nobody waits for it any more. */
async function walk(
  server: Server,
  uri: string,
  isOver: (left: number, of: number) => boolean,
): Promise<boolean> {
  let all: number | undefined;
  for (;;) {
    const start = performance.now();
    const left = leftBefore(server, uri, () => performance.now() - start > slice);
    if (left === 0) return true;
    all ??= left;
    if (isOver(left, all)) return false;
    await typed();
  }
}

/** Of a document that is no migration nothing is left. */
function leftBefore(server: Server, uri: string, isTime: () => boolean): number {
  const history = server.workspace.historyOf(uri, server.settings());
  return history ? server.service.approach(history, pathOf(uri), isTime) : 0;
}

const isThere = (server: Server, uri: string): boolean => leftBefore(server, uri, () => true) === 0;

async function begin(connection: Connection): Promise<WorkDoneProgressReporter | undefined> {
  try {
    const progress = await connection.window.createWorkDoneProgress();
    progress.begin("Safe Migrations: what came before", 0);
    return progress;
  } catch {
    return undefined;
  }
}
