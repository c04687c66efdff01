import * as vscode from "vscode";
import type { VerifyServer } from "../../../protocol/requests.ts";

const key = "safeMigrations.verifyServer";

/** The server that migrations may be verified on: among the editor's secrets, never in a workspace. */
export interface ServerSecret {
  readonly get: () => Promise<VerifyServer | undefined>;
  readonly set: () => Promise<void>;
  readonly forget: () => Promise<void>;
  readonly onDidChange: (listener: () => void) => vscode.Disposable;
}

export function createServerSecret(secrets: vscode.SecretStorage): ServerSecret {
  return {
    async get() {
      const stored = await secrets.get(key);
      return stored === undefined ? undefined : (JSON.parse(stored) as VerifyServer);
    },
    async set() {
      const url = await vscode.window.showInputBox({
        title: "Verify on a PostgreSQL server",
        prompt:
          "Databases named safe_migrations_verify_… are created and dropped there. The address is kept among the editor's secrets.",
        placeHolder: "postgres://user:password@localhost/postgres",
        password: true,
        ignoreFocusOut: true,
        validateInput: (text) => (hostOf(text) === undefined ? expected : undefined),
      });
      const host = url === undefined ? undefined : hostOf(url);
      if (url === undefined || host === undefined) return;
      const isLocal =
        host.startsWith("/") || ["", "localhost", "127.0.0.1", "[::1]"].includes(host);
      if (!isLocal && !(await allows(host))) return;
      await secrets.store(key, JSON.stringify({ url, allowRemoteHost: !isLocal }));
    },
    forget: async () => secrets.delete(key),
    onDidChange: (listener) => secrets.onDidChange((event) => event.key === key && listener()),
  };
}

const expected = "An address is written as in postgres://user:password@localhost/postgres";

function hostOf(text: string): string | undefined {
  try {
    const url = new URL(text);
    if (!["postgres:", "postgresql:"].includes(url.protocol)) return undefined;
    return url.searchParams.get("host") ?? url.hostname;
  } catch {
    return undefined;
  }
}

async function allows(host: string): Promise<boolean> {
  const yes = "Use This Server";
  const answer = await vscode.window.showWarningMessage(
    `${host} is not this machine. Create and drop databases there?`,
    {
      modal: true,
      detail: "Only databases that Safe Migrations has created itself are dropped.",
    },
    yes,
  );
  return answer === yes;
}
