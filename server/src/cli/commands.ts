import { loadParser } from "../disk/load-parser.ts";
import { loadSqlite } from "../disk/load-sqlite.ts";
import { createService, type Service } from "../service.ts";
import { restarting } from "../sql/libpg.ts";
import type { Parser } from "../sql/parser.ts";
import { baseline } from "./baseline.ts";
import { type CheckArguments, check } from "./check.ts";
import { readConfig } from "./config.ts";
import { explain, listRules } from "./explain.ts";
import { fix } from "./fix.ts";
import type { Rerun, VerifyOptions } from "./formats.ts";
import { gate } from "./gate.ts";
import type { Gathered } from "./gather.ts";
import { createMigration } from "./new.ts";
import type { Terminal } from "./terminal.ts";

type Options<T> = Omit<T, "settings"> & Rerun;

/** What the commands do: a bundle of its own, which the command line loads only when there is something to work out. */
export const commands = {
  /** `certain`: it would answer the same to the same input. */
  async check(terminal: Terminal, gathered: Gathered, options: Options<CheckArguments>) {
    const settings = settingsOf(gathered, options);
    const watched = watch(await loadParser());
    const service = await serviceOf(watched.parser);
    const code = check(service, terminal, gathered, { ...options, settings });
    return { code, certain: watched.readAll() };
  },
  async baseline(terminal: Terminal, gathered: Gathered, options: Rerun) {
    const settings = settingsOf(gathered, options);
    return baseline(await serviceOf(await loadParser()), terminal, gathered, { settings });
  },
  async fix(terminal: Terminal, gathered: Gathered, options: Options<Parameters<typeof fix>[3]>) {
    const settings = settingsOf(gathered, options);
    return fix(await serviceOf(await loadParser()), terminal, gathered, { ...options, settings });
  },
  async verify(terminal: Terminal, gathered: Gathered, options: VerifyOptions & Rerun) {
    const settings = settingsOf(gathered, options);
    const { verify, engineChoice } = await import("./verify.ts");
    const [parser, sqlite] = await Promise.all([loadParser(), loadSqlite()]);
    const engine = engineChoice(options, process.env);
    const args = { ...options, engine, settings };
    return verify(createService(parser), parser, terminal, gathered, args, sqlite);
  },
  async gate(terminal: Terminal, gathered: Gathered, options: Options<Parameters<typeof gate>[3]>) {
    const settings = settingsOf(gathered, options);
    return gate(await serviceOf(await loadParser()), terminal, gathered, { ...options, settings });
  },
  createMigration,
  explain,
  listRules,
  readConfig,
  async lsp() {
    const { serveStdio } = await import("../lsp/stdio.ts");
    await serveStdio();
  },
};

export type Commands = typeof commands;

function settingsOf({ config }: Gathered, { rerun }: Rerun) {
  const read = readConfig(config);
  return rerun ? { ...read, rerun } : read;
}

async function serviceOf(parser: Parser): Promise<Service> {
  const sqlite = await loadSqlite();
  return createService(parser, undefined, () => sqlite);
}

/** Whether there was an instance of PostgreSQL's parser for every text. */
function watch(parser: Parser): { readonly parser: Parser; readonly readAll: () => boolean } {
  let all = true;
  const seen = <T extends { readonly kind: string; readonly message?: string }>(read: T): T => {
    if (read.message === restarting) all = false;
    return read;
  };
  return {
    parser: {
      parse: (sql) => seen(parser.parse(sql)),
      parsePlpgsql: (sql) => seen(parser.parsePlpgsql(sql)),
    },
    readAll: () => all,
  };
}
