import { Command, Option } from "commander";
import { version } from "../../../package.json";
import type { Grade } from "../rules/finding.ts";
import { kinds } from "../scaffold/kinds.ts";
import { type CheckOptions, checkAgain } from "./check-again.ts";
import { findConfig } from "./find-config.ts";
import { type Configured, checkFormats, type VerifyOptions, verifyFormats } from "./formats.ts";
import { gather } from "./gather.ts";
import { loadCommands } from "./load-commands.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** What can be written on the command line; `done` hears with which code it ends. */
export function commandLine(terminal: Terminal, done: Done): Command {
  const program = new Command("safe-migrations")
    .description("PostgreSQL migrations that apply on a fresh database and survive a second run.")
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: terminal.write,
      writeErr: (text) => terminal.error(text.trimEnd()),
    });
  addCheck(program, terminal, done);
  addBaseline(program, terminal, done);
  addFix(program, terminal, done);
  addVerify(program, terminal, done);
  addNew(program, terminal, done);
  addGate(program, terminal, done);
  addExplain(program, terminal);
  addRules(program, terminal);
  addLsp(program);
  return program;
}

type Done = (code: number) => void;

/** A command over migrations, with the settings that hold for it. */
const overMigrations = (command: Command): Command =>
  command
    .argument("[path...]", "migration folders or files")
    .option("--config <file>", "settings file (default: safe-migrations.json here or above)")
    .addOption(
      new Option("--rerun <how>", "how seriously to take second runs").choices([
        "auto",
        "require",
        "off",
      ]),
    );

function addCheck(program: Command, terminal: Terminal, done: Done): void {
  overMigrations(program.command("check"))
    .description("report what would fail, and where")
    .addOption(
      new Option("--format <format>", "how to print").choices(checkFormats).default("text"),
    )
    .option("--since <commit>", "only what changed since this branch left the commit")
    .option("--no-fixes", "do not try fixes: faster, with the same findings")
    .addOption(
      new Option("--fail-on <severity>", "exit with 1 from this severity on")
        .choices(["error", "warning", "information", "never"])
        .default("warning"),
    )
    .option("--no-cache", "work it out again, though nothing has changed")
    .action(async (paths: string[], options: CheckOptions) =>
      done(await checkAgain(terminal, paths, options)),
    );
}

function addBaseline(program: Command, terminal: Terminal, done: Done): void {
  overMigrations(program.command("baseline"))
    .description("accept what check reports today, in safe-migrations-baseline.json")
    .action(async (paths: string[], options: Configured) => {
      const gathered = gather(terminal.cwd, paths, options.config);
      const { baseline } = await loadCommands();
      done(await baseline(terminal, gathered, options));
    });
}

function addFix(program: Command, terminal: Terminal, done: Done): void {
  overMigrations(program.command("fix"))
    .description("rewrite statements so that the file can run twice")
    .option("--dry-run", "print the changes as a diff, write nothing", false)
    .addOption(
      new Option(
        "--grade <grade>",
        "safe: nothing but the second run changes; review: also fixes with a named cost",
      )
        .choices(["safe", "review"])
        .default("safe"),
    )
    .action(async (paths: string[], options: Configured & { dryRun: boolean; grade: Grade }) => {
      const gathered = gather(terminal.cwd, paths, options.config);
      const { fix } = await loadCommands();
      done(await fix(terminal, gathered, options));
    });
}

function addVerify(program: Command, terminal: Terminal, done: Done): void {
  overMigrations(program.command("verify"))
    .description("run the migrations on an empty PostgreSQL, again, and compare")
    .addOption(
      new Option("--format <format>", "how to print").choices(verifyFormats).default("text"),
    )
    .option("--twice", "the whole history must bear a second run", false)
    .option("--down", "go down and up again, and compare", false)
    .option("--since <ref>", "also upgrade from the history of this commit or branch")
    .option("--timeout <seconds>", "for one statement", secondsOf, 30)
    .option(
      "--database-url <url>",
      "a PostgreSQL server, instead of the built-in one (or SAFE_MIGRATIONS_DATABASE_URL); databases of our own are created and dropped",
    )
    .option("--allow-remote-host", "that server may be on another machine", false)
    .option("--postgres <folder>", "start a server of our own from the binaries in this folder")
    .action(async (paths: string[], options: VerifyOptions & Configured) => {
      const gathered = gather(terminal.cwd, paths, options.config);
      const { verify } = await loadCommands();
      done(await verify(terminal, gathered, options));
    });
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 3600))
    throw new UsageError("--timeout must be a number of seconds, at most 3600");
  return seconds;
}

function addNew(program: Command, terminal: Terminal, done: Done): void {
  program
    .command("new")
    .description("write the next migration of a folder")
    .argument("<name>", "what it does, in words")
    .option("--folder <folder>", "the folder of migrations")
    .option(
      "--kind <kind>",
      `what to begin with: ${kinds.map((one) => one.id).join(", ")}`,
      "blank",
    )
    .action(async (name: string, options: { folder?: string; kind: string }) => {
      const config = findConfig(terminal.cwd, undefined);
      const { createMigration, readConfig } = await loadCommands();
      done(createMigration(terminal, { name, ...options, settings: readConfig(config) }));
    });
}

function addGate(program: Command, terminal: Terminal, done: Done): void {
  overMigrations(program.command("gate"))
    .description("write a CI workflow and a pre-commit hook that check and verify migrations")
    .option("--force", "replace files that are there", false)
    .action(async (paths: string[], options: Configured & { force: boolean }) => {
      const gathered = gather(terminal.cwd, paths, options.config);
      const { gate } = await loadCommands();
      done(await gate(terminal, gathered, options));
    });
}

function addExplain(program: Command, terminal: Terminal): void {
  program
    .command("explain")
    .description("print a rule's page")
    .argument("<rule>")
    .action(async (rule: string) => terminal.write((await loadCommands()).explain(rule)));
}

function addRules(program: Command, terminal: Terminal): void {
  program
    .command("rules")
    .description("list the rules")
    .action(async () => terminal.write((await loadCommands()).listRules()));
}

function addLsp(program: Command): void {
  program
    .command("lsp")
    .description("speak the language server protocol")
    .option("--stdio", "over standard input and output", true)
    .action(async () => {
      await (await loadCommands()).lsp();
    });
}
