import type { Settings } from "../config/settings.ts";
import { loadParser } from "../disk/load-parser.ts";
import { loadSqlite } from "../disk/load-sqlite.ts";
import type { OpenedHistory } from "../history/open.ts";
import { ourFailure } from "../service/our-failure.ts";
import { createService } from "../service.ts";
import { restarting } from "../sql/libpg.ts";
import type { Parser } from "../sql/parser.ts";
import type { SqliteEngine } from "../sqlite/engine.ts";
import { baseline } from "./baseline.ts";
import { type CheckArguments, check } from "./check.ts";
import { readConfig } from "./config.ts";
import { engineChoice } from "./engine-choice.ts";
import { explain, listRules } from "./explain.ts";
import { type FixArguments, fix } from "./fix.ts";
import type { Configured, VerifyOptions } from "./formats.ts";
import { type GateArguments, gate } from "./gate.ts";
import type { Gathered } from "./gather.ts";
import { readInput } from "./input.ts";
import { createMigration } from "./new.ts";
import type { Terminal } from "./terminal.ts";

/** What the commands do: a bundle of its own, which the command line loads only when there is something to work out. */
export const commands = {
  /** `certain`: it would answer the same to the same input. */
  async check(terminal: Terminal, gathered: Gathered, options: CheckArguments & Configured) {
    const watched = watch(await loadParser());
    const { service, input, flawless } = await opened(terminal, watched.parser, gathered, options);
    const code = check(service, terminal, input, options);
    return { code, certain: watched.readAll() && flawless() };
  },
  async baseline(terminal: Terminal, gathered: Gathered, options: Configured) {
    const { service, input } = await opened(terminal, await loadParser(), gathered, options);
    return baseline(service, terminal, input);
  },
  async fix(terminal: Terminal, gathered: Gathered, options: FixArguments & Configured) {
    const { service, input } = await opened(terminal, await loadParser(), gathered, options);
    return fix(service, terminal, input, options);
  },
  async verify(terminal: Terminal, gathered: Gathered, options: VerifyOptions & Configured) {
    const { verify } = await import("./verify.ts");
    const engine = engineChoice(options, process.env);
    const parser = await loadParser();
    const { input } = await opened(terminal, parser, gathered, options);
    const args = { ...options, engine };
    return verify(parser, terminal, input, args, await loadSqlite());
  },
  async gate(terminal: Terminal, gathered: Gathered, options: GateArguments & Configured) {
    const { input } = await opened(terminal, await loadParser(), gathered, options);
    return gate(terminal, input, options);
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

/** SQLite is only loaded where a history is SQLite's. */
async function opened(terminal: Terminal, parser: Parser, gathered: Gathered, options: Configured) {
  let sqlite: SqliteEngine | undefined;
  let flawless = true;
  const failed = (error: unknown, what: string): void => {
    flawless = false;
    terminal.error(ourFailure(what, error));
  };
  const service = createService(parser, failed, () => sqlite);
  const said = readConfig(gathered.config);
  const read = readInput(service, gathered, said);
  const over = options.rerun ? { rerun: options.rerun } : {};
  // A file that is named on the command line holds for all.
  const settingsOf = (history: OpenedHistory): Settings =>
    options.config === undefined ? { ...read.settingsOf(history), ...over } : { ...said, ...over };
  const input = { ...read, settingsOf };
  if (input.histories.some((one) => one.sqlite)) sqlite = await loadSqlite();
  return { service, input, flawless: () => flawless };
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
