import { Command, CommanderError, Option } from "commander";
import { version } from "../../../package.json";
import { privateFolder } from "../disk/private-folder.ts";
import type { Grade, Severity } from "../rules/finding.ts";
import { kinds } from "../scaffold/kinds.ts";
import { ourFailure } from "../service/our-failure.ts";
import { placeOf, recall, remember } from "./answers.ts";
import { findConfig } from "./find-config.ts";
import {
  type CheckFormat,
  checkFormats,
  type Rerun,
  type VerifyOptions,
  verifyFormats,
} from "./formats.ts";
import { gather } from "./gather.ts";
import { build, loadCommands } from "./load-commands.ts";
import type { Terminal } from "./terminal.ts";
import { isUsageError, UsageError } from "./usage-error.ts";

/** Runs one command line. Exit code: 0 nothing to mend, 1 findings, 2 usage or a failure of ours. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  let code = 0;
  const program = commands(terminal, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    terminal.progress(undefined);
    if (isUsageError(error)) terminal.error(`safe-migrations: ${error.message}`);
    else terminal.error(ourFailure("safe-migrations", error));
    return 2;
  }
}

interface Configured extends Rerun {
  readonly config?: string;
}

interface CheckOptions extends Configured {
  readonly format: CheckFormat;
  readonly since?: string;
  readonly fixes: boolean;
  readonly cache: boolean;
  readonly failOn: Severity | "never";
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 3600))
    throw new UsageError("--timeout must be a number of seconds, at most 3600");
  return seconds;
}

/** What was said before is said again where everything that it was worked out from is the same. */
async function check(
  terminal: Terminal,
  paths: readonly string[],
  options: CheckOptions,
): Promise<number> {
  const gathered = gather(terminal.cwd, paths, options.config);
  const { cache, ...others } = options;
  // What git answers is not among what was gathered.
  const isWhole = cache && options.since === undefined && build !== undefined;
  const folder = isWhole ? privateFolder() : undefined;
  if (!folder || build === undefined) return (await work(terminal, gathered)).code;
  const place = placeOf(folder, build, gathered, { ...others, colour: terminal.colour });
  const answer = recall(place, gathered);
  if (!answer) return remember(place, terminal, gathered, work);
  for (const { out, text } of answer.said) (out ? terminal.write : terminal.error)(text);
  return answer.code;

  async function work(to: Terminal, from: typeof gathered) {
    const commands = await loadCommands();
    return commands.check(to, from, options);
  }
}

function commands(terminal: Terminal, done: (code: number) => void): Command {
  const program = new Command("safe-migrations")
    .description("PostgreSQL migrations that apply on a fresh database and survive a second run.")
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: terminal.write,
      writeErr: (text) => terminal.error(text.trimEnd()),
    });

  const configured = (command: Command): Command =>
    command
      .option("--config <file>", "settings file (default: safe-migrations.json here or above)")
      .addOption(
        new Option("--rerun <how>", "how seriously to take second runs").choices([
          "auto",
          "require",
          "off",
        ]),
      );
  configured(
    program
      .command("check", { isDefault: false })
      .argument("[path...]", "migration folders or files"),
  )
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
      done(await check(terminal, paths, options)),
    );

  configured(program.command("baseline").argument("[path...]", "migration folders or files"))
    .description("accept what check reports today, in safe-migrations-baseline.json")
    .action(async (paths: string[], options: Configured) => {
      const gathered = gather(terminal.cwd, paths, options.config);
      const { baseline } = await loadCommands();
      done(await baseline(terminal, gathered, options));
    });

  configured(program.command("fix").argument("[path...]", "migration folders or files"))
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

  configured(program.command("verify").argument("[path...]", "migration folders or files"))
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

  configured(program.command("gate").argument("[path...]", "migration folders or files"))
    .description("write a CI workflow and a pre-commit hook that check and verify migrations")
    .option("--force", "replace files that are there", false)
    .action(async (paths: string[], options: Configured & { force: boolean }) => {
      const gathered = gather(terminal.cwd, paths, options.config);
      const { gate } = await loadCommands();
      done(await gate(terminal, gathered, options));
    });

  program
    .command("explain")
    .description("print a rule's page")
    .argument("<rule>")
    .action(async (rule: string) => terminal.write((await loadCommands()).explain(rule)));

  program
    .command("rules")
    .description("list the rules")
    .action(async () => terminal.write((await loadCommands()).listRules()));

  program
    .command("lsp")
    .description("speak the language server protocol")
    .option("--stdio", "over standard input and output", true)
    .action(async () => {
      await (await loadCommands()).lsp();
    });
  return program;
}
