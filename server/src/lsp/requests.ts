import type { Connection } from "vscode-languageserver";
import { version } from "../../../package.json";
import { pages } from "../rules/pages.ts";
import { within } from "../runners/folder.ts";
import { type GatePlan, planGate } from "../scaffold/gate.ts";
import { kinds } from "../scaffold/kinds.ts";
import { type NewMigrationRequest, type Plan, planMigration } from "../scaffold/plan.ts";
import { guarded } from "./guarded.ts";
import type { Server } from "./server.ts";

/** Requests of our own; client/src/protocol.ts names the same ones. */
export function registerRequests(connection: Connection, ready: () => Promise<Server>): void {
  connection.onRequest(
    "safeMigrations/status",
    guarded(connection, "status", null, async ({ uri }: { uri: string }) => {
      const server = await ready();
      const history = server.workspace.historyOf(uri, server.settings());
      return history
        ? {
            folder: history.folder,
            runner: history.runner.id,
            because: history.because,
            files: history.files.length,
          }
        : null;
    }),
  );
  connection.onRequest(
    "safeMigrations/folders",
    guarded(connection, "folders", [], async ({ uris }: { uris: readonly string[] }) => {
      const { workspace, settings } = await ready();
      return workspace.folders(uris, settings());
    }),
  );
  connection.onRequest(
    "safeMigrations/kinds",
    guarded(connection, "kinds", [], async () =>
      kinds.map(({ id, label, detail }) => ({ id, label, detail })),
    ),
  );
  connection.onRequest<Plan, unknown>(
    "safeMigrations/planMigration",
    guarded(
      connection,
      "new migration",
      { problem: "the language server failed; see its log" } as Plan,
      async ({ folder, ...request }: NewMigrationRequest & { folder: string }): Promise<Plan> => {
        const { workspace, settings } = await ready();
        const opened = workspace.openFolder(folder, settings());
        return planMigration(opened.history, opened.names, request);
      },
    ),
  );
  connection.onRequest<GatePlan | { readonly problem: string }, unknown>(
    "safeMigrations/planGate",
    guarded(
      connection,
      "migration gate",
      { problem: "the language server failed; see its log" } as
        | GatePlan
        | { readonly problem: string },
      async ({ root, uris, husky }: { root: string; uris: readonly string[]; husky: boolean }) => {
        const { workspace, settings } = await ready();
        const folders = workspace.histories(uris, settings()).flatMap(({ folder }) => {
          const inside = within(root, folder);
          return inside === undefined ? [] : [inside];
        });
        return folders.length > 0
          ? planGate({ folders, version, husky })
          : { problem: "There are no migrations in this folder yet." };
      },
    ),
  );
  connection.onRequest(
    "safeMigrations/rules",
    guarded(connection, "rules", [], async () => pages.map(({ id, title }) => ({ id, title }))),
  );
  connection.onRequest(
    "safeMigrations/ruleDocumentation",
    guarded(connection, "rule documentation", null, async ({ id }: { id: string }) => {
      const rule = pages.find((one) => one.id === id);
      return rule ? rule.text() : null;
    }),
  );
}
