import { Command, CommanderError, Option } from "commander";
import { version } from "../../../package.json";
import type { Settings } from "../config/settings.ts";
import { loadParser } from "../disk/load-parser.ts";
import { loadSqlite } from "../disk/load-sqlite.ts";
import type { Grade, Severity } from "../rules/finding.ts";
import { createService, type Service } from "../service.ts";
import { baseline } from "./baseline.ts";
import { type CheckFormat, check, checkFormats } from "./check.ts";
import { readConfig } from "./config.ts";
import { explain, listRules } from "./explain.ts";
import { fix } from "./fix.ts";
import { gate } from "./gate.ts";
import { createMigration, kindNames } from "./new.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";
import { type VerifyFormat, verifyFormats } from "./verify-format.ts";

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
    if (error instanceof UsageError) terminal.error(`safe-migrations: ${error.message}`);
    else terminal.error(`safe-migrations: a failure of ours, please report it: ${stackOf(error)}`);
    return 2;
  }
}

async function loadService(): Promise<Service> {
  const [parser, sqlite] = await Promise.all([loadParser(), loadSqlite()]);
  return createService(parser, undefined, () => sqlite);
}

interface VerifyOptions {
  readonly format: VerifyFormat;
  readonly twice: boolean;
  readonly down: boolean;
  readonly since?: string;
  readonly timeout: number;
  readonly databaseUrl?: string;
  readonly allowRemoteHost: boolean;
  readonly postgres?: string;
  readonly config?: string;
  readonly rerun?: Settings["rerun"];
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 3600))
    throw new UsageError("--timeout must be a number of seconds, at most 3600");
  return seconds;
}

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

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
  const settings = (options: { config?: string; rerun?: Settings["rerun"] }): Settings => {
    const read = readConfig(terminal, options.config);
    return options.rerun ? { ...read, rerun: options.rerun } : read;
  };

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
    .action(
      async (
        paths: string[],
        options: {
          format: CheckFormat;
          since?: string;
          fixes: boolean;
          failOn: Severity | "never";
          config?: string;
          rerun?: Settings["rerun"];
        },
      ) => {
        const chosen = settings(options);
        done(
          check(await loadService(), terminal, {
            paths,
            ...options,
            settings: chosen,
          }),
        );
      },
    );

  configured(program.command("baseline").argument("[path...]", "migration folders or files"))
    .description("accept what check reports today, in safe-migrations-baseline.json")
    .action(async (paths: string[], options: { config?: string; rerun?: Settings["rerun"] }) => {
      const chosen = settings(options);
      done(baseline(await loadService(), terminal, { paths, settings: chosen }));
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
    .action(
      async (
        paths: string[],
        options: { dryRun: boolean; grade: Grade; config?: string; rerun?: Settings["rerun"] },
      ) => {
        const chosen = settings(options);
        done(fix(await loadService(), terminal, { paths, ...options, settings: chosen }));
      },
    );

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
    .action(async (paths: string[], options: VerifyOptions) => {
      const chosen = settings(options);
      const { verify, engineChoice } = await import("./verify.ts");
      const [parser, sqlite] = await Promise.all([loadParser(), loadSqlite()]);
      done(
        await verify(
          createService(parser),
          parser,
          terminal,
          { paths, ...options, engine: engineChoice(options, process.env), settings: chosen },
          sqlite,
        ),
      );
    });

  program
    .command("new")
    .description("write the next migration of a folder")
    .argument("<name>", "what it does, in words")
    .option("--folder <folder>", "the folder of migrations")
    .option("--kind <kind>", `what to begin with: ${kindNames()}`, "blank")
    .action((name: string, options: { folder?: string; kind: string }) => {
      done(createMigration(terminal, { name, ...options, settings: settings({}) }));
    });

  configured(program.command("gate").argument("[path...]", "migration folders or files"))
    .description("write a CI workflow and a pre-commit hook that check and verify migrations")
    .option("--force", "replace files that are there", false)
    .action(
      async (
        paths: string[],
        options: { force: boolean; config?: string; rerun?: Settings["rerun"] },
      ) => {
        const chosen = settings(options);
        done(gate(await loadService(), terminal, { paths, ...options, settings: chosen }));
      },
    );

  program
    .command("explain")
    .description("print a rule's page")
    .argument("<rule>")
    .action((rule: string) => terminal.write(explain(rule)));

  program
    .command("rules")
    .description("list the rules")
    .action(() => terminal.write(listRules()));

  program
    .command("lsp")
    .description("speak the language server protocol")
    .option("--stdio", "over standard input and output", true)
    .action(async () => {
      const { serveStdio } = await import("../lsp/stdio.ts");
      await serveStdio();
    });
  return program;
}
