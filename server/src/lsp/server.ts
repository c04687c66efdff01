import type { TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Settings } from "../config/settings.ts";
import { ourFailure } from "../service/our-failure.ts";
import { createService, type Service } from "../service.ts";
import type { Parser } from "../sql/parser.ts";
import type { SqliteEngine } from "../sqlite/engine.ts";
import type { Client } from "./client.ts";
import type { Host } from "./host.ts";
import { createMeasured, type Measured } from "./measured-locks.ts";
import { createWorkspace, type Workspace } from "./workspace.ts";

/** What every handler works with. */
export interface Server {
  readonly service: Service;
  readonly parser: Parser;
  readonly documents: TextDocuments<TextDocument>;
  readonly workspace: Workspace;
  /** What verify has seen. */
  readonly measured: Measured;
  /** The editor's. */
  readonly settings: () => Settings;
  /** With what safe-migrations.json says about this file. */
  readonly settingsFor: (uri: string) => Settings;
}

export interface Loading {
  /** The server, loaded by the first who asks for it. */
  readonly ready: () => Promise<Server>;
  /** What is asked from now on waits for SQLite too; until then nobody needs it. */
  readonly addSqlite: () => void;
}

export function loading(client: Client, host: Host): Loading {
  const { connection } = client;
  let sqlite: SqliteEngine | undefined;
  let server: Promise<Server> | undefined;

  const ready = (): Promise<Server> => {
    server ??= host.load().then((parser) => {
      const service = createService(
        parser,
        (error, what) => connection.console.error(ourFailure(what, error)),
        () => sqlite,
      );
      return createServer(client, host, parser, service);
    });
    return server;
  };

  return {
    ready,
    addSqlite() {
      const loaded = host.sqlite().catch((error: unknown) => {
        connection.console.error(`SQLite: ${String(error)}`);
        return undefined;
      });
      server = Promise.all([ready(), loaded]).then(([one, engine]) => {
        sqlite = engine;
        return one;
      });
    },
  };
}

function createServer(client: Client, host: Host, parser: Parser, service: Service): Server {
  const { documents } = client;
  const workspace = createWorkspace(service, host.disk, documents, () => client.isTrusted);
  return {
    service,
    parser,
    documents,
    workspace,
    measured: createMeasured(),
    settings: () => client.settings,
    settingsFor: (uri) => workspace.settingsFor(uri, client.settings),
  };
}
