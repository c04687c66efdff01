import type { Connection } from "vscode-languageserver";
import { version } from "../../../package.json";
import { pages } from "../rules/pages.ts";
import { planGate } from "../scaffold/gate.ts";
import { kinds } from "../scaffold/kinds.ts";
import { planMigration } from "../scaffold/plan.ts";
import { within } from "../text/path.ts";
import { answer } from "./answer.ts";
import type { Server } from "./server.ts";

const failed = { problem: "the language server failed; see its log" };

/** The editor's questions about folders, new migrations, the gate and the rules. */
export function registerRequests(connection: Connection, ready: () => Promise<Server>): void {
  answer(connection, "safeMigrations/status", null, async ({ uri }) => {
    const server = await ready();
    const history = server.workspace.historyOf(uri, server.settings());
    if (!history) return null;
    const { folder, runner, because, files } = history;
    return { folder, runner: runner.id, because, files: files.length };
  });
  answer(connection, "safeMigrations/folders", [], async ({ uris }) => {
    const { workspace, settings } = await ready();
    return workspace.folders(uris, settings());
  });
  answer(connection, "safeMigrations/kinds", [], async () =>
    kinds.map(({ id, label, detail }) => ({ id, label, detail })),
  );
  answer(connection, "safeMigrations/planMigration", failed, async ({ folder, ...request }) => {
    const { workspace, settings } = await ready();
    const { history, names } = workspace.openFolder(folder, settings());
    return planMigration(history, names, request);
  });
  answer(connection, "safeMigrations/planGate", failed, async ({ root, uris, husky }) => {
    const { workspace, settings } = await ready();
    const folders = workspace.histories(uris, settings()).flatMap(({ folder }) => {
      const inside = within(root, folder);
      return inside === undefined ? [] : [inside];
    });
    return folders.length > 0
      ? planGate({ folders, version, husky })
      : { problem: "There are no migrations in this folder yet." };
  });
  answer(connection, "safeMigrations/rules", [], async () =>
    pages.map(({ id, title }) => ({ id, title })),
  );
  answer(connection, "safeMigrations/ruleDocumentation", null, async ({ id }) => {
    const rule = pages.find((one) => one.id === id);
    return rule ? rule.text() : null;
  });
}
