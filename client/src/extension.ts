import * as path from "node:path";
import * as vscode from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { fixAll } from "./fix-all.ts";
import { languagePattern } from "./migration-files.ts";
import { newMigration } from "./new-migration.ts";
import { registerRuleDocumentation, showRuleDocumentation } from "./rule-documentation.ts";
import { setUpGate } from "./set-up-gate.ts";
import { registerStatus } from "./status.ts";
import { type Explorer, registerExplorer } from "./verify/explorer.ts";
import { createServerSecret } from "./verify/server-secret.ts";

const languages = ["sql", "pgsql", "postgres", "postgresql"];
/** Languages of programs that hold SQL; the server says nothing of files in which there is none. */
const hostLanguages = [
  "python",
  "rust",
  "go",
  "typescript",
  "javascript",
  "typescriptreact",
  "javascriptreact",
];
/** Files around migrations that can be what is wrong. */
const around =
  "**/{_journal.json,package.json,.npmignore,.dockerignore,Dockerfile,Dockerfile.*,*.Dockerfile,.github/workflows/*.yml,.github/workflows/*.yaml}";

/** Starts the language server and the commands. Returns what tests need to wait for. */
/** Files that say which tool runs the migrations. */
const configuration =
  "**/{safe-migrations.json,safe-migrations-baseline.json,_journal.json,sqitch.plan,yoyo.ini,dbconfig.yml,atlas.hcl,atlas.sum,migration_lock.toml,diesel.toml,sqlx.toml,refinery.toml,tern.conf,go.mod,Cargo.toml,package.json,knexfile.*,drizzle*.config.*,config.toml,Dockerfile,Dockerfile.*,*.Dockerfile,.dockerignore}";

export async function activate(
  context: vscode.ExtensionContext,
): Promise<{ client: LanguageClient; onDidVerify: Explorer["onDidVerify"] }> {
  const log = vscode.window.createOutputChannel("Safe Migrations", { log: true });
  const module = path.join(context.extensionPath, "dist", "server.js");
  const client = new LanguageClient(
    "safeMigrations",
    "Safe Migrations",
    {
      run: { module, transport: TransportKind.ipc },
      debug: {
        module,
        transport: TransportKind.ipc,
        options: { execArgv: ["--nolazy", "--inspect=6009"] },
      },
    },
    {
      documentSelector: [
        ...[...languages, ...hostLanguages].map((language) => ({ scheme: "file", language })),
        { scheme: "file", pattern: around },
      ],
      outputChannel: log,
      synchronize: {
        fileEvents: [languagePattern, configuration].map((pattern) =>
          vscode.workspace.createFileSystemWatcher(pattern),
        ),
      },
      initializationOptions: vscode.workspace.getConfiguration("safeMigrations"),
      diagnosticPullOptions: { onChange: true, onSave: false },
    },
  );
  const command = (name: string, run: (...args: unknown[]) => unknown) =>
    vscode.commands.registerCommand(`safeMigrations.${name}`, run);
  const secret = createServerSecret(context.secrets);
  const explorer = registerExplorer(client, secret);
  context.subscriptions.push(
    log,
    explorer,
    client,
    command("newMigration", (...args) => newMigration(client, args)),
    command("fixAll", () => fixAll(client)),
    command("setUpGate", () => setUpGate(client)),
    command("showRuleDocumentation", (rule) => showRuleDocumentation(client, rule)),
    command("restartServer", () => client.restart()),
    command("showLog", () => log.show()),
    command("setVerifyServer", () => secret.set()),
    command("forgetVerifyServer", () => secret.forget()),
    registerRuleDocumentation(client),
    registerStatus(client, languages),
  );
  await client.start();
  return { client, onDidVerify: explorer.onDidVerify };
}
