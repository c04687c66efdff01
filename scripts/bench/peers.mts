import { resolve } from "node:path";
import type { Command } from "./language-server.mts";

/** Who is measured: as a language server, and as a command line over a folder of .sql files. */
export interface Peer {
  readonly name: string;
  readonly server: Command;
  readonly check: (folder: string) => Command;
}

const bin = (name: string): string => resolve("node_modules/.bin", name);

const ours = "Safe Migrations";
const squawk = "Squawk";
const pgls = "Postgres Language Server";

export const peers: readonly Peer[] = [
  {
    name: ours,
    server: {
      name: ours,
      program: process.execPath,
      args: [resolve("dist/cli.js"), "lsp", "--stdio"],
    },
    check: (folder) => ({
      name: ours,
      program: process.execPath,
      args: [resolve("dist/cli.js"), "check", "--no-fixes", "--format", "json", folder],
    }),
  },
  {
    name: squawk,
    server: { name: squawk, program: bin("squawk"), args: ["server"] },
    check: (folder) => ({
      name: squawk,
      program: bin("squawk"),
      args: ["--reporter", "Json", `${folder}/*.sql`],
    }),
  },
  {
    name: pgls,
    server: { name: pgls, program: bin("postgres-language-server"), args: ["lsp-proxy"] },
    check: (folder) => ({
      name: pgls,
      program: bin("postgres-language-server"),
      args: ["check", "--max-diagnostics", "none", folder],
    }),
  },
];
