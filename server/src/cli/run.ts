import { Command, CommanderError, Option } from "commander";
import { version } from "../../../package.json";
import type { Settings } from "../config/settings.ts";
import { loadParser } from "../disk/load-parser.ts";
import type { Grade, Severity } from "../rules/finding.ts";
import { createService } from "../service.ts";
import { check } from "./check.ts";
import { readConfig } from "./config.ts";
import { explain, listRules } from "./explain.ts";
import { fix } from "./fix.ts";
import { createMigration, kindNames } from "./new.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

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
      new Option("--format <format>", "how to print")
        .choices(["text", "json", "github"])
        .default("text"),
    )
    .addOption(
      new Option("--fail-on <severity>", "exit with 1 from this severity on")
        .choices(["error", "warning", "information", "never"])
        .default("warning"),
    )
    .action(
      async (
        paths: string[],
        options: {
          format: "text" | "json" | "github";
          failOn: Severity | "never";
          config?: string;
          rerun?: Settings["rerun"];
        },
      ) => {
        const chosen = settings(options);
        done(
          check(createService(await loadParser()), terminal, {
            paths,
            ...options,
            settings: chosen,
          }),
        );
      },
    );

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
        done(
          fix(createService(await loadParser()), terminal, { paths, ...options, settings: chosen }),
        );
      },
    );

  program
    .command("new")
    .description("write the next migration of a folder")
    .argument("<name>", "what it does, in words")
    .option("--folder <folder>", "the folder of migrations")
    .option("--kind <kind>", `what to begin with: ${kindNames()}`, "blank")
    .action((name: string, options: { folder?: string; kind: string }) => {
      done(createMigration(terminal, { name, ...options, settings: settings({}) }));
    });

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
