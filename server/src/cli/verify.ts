import { join } from "node:path";
import type { Settings } from "../config/settings.ts";
import { filesAt } from "../disk/git.ts";
import { nothingSaid } from "../history/declared.ts";
import { type OpenedHistory, openHistories } from "../history/open.ts";
import { isReadWhole } from "../history/source-file.ts";
import type { Parser } from "../sql/parser.ts";
import type { SqliteEngine } from "../sqlite/engine.ts";
import { agreementOf, simulate } from "../verify/disagreements.ts";
import type { EngineChoice } from "../verify/job.ts";
import { type Plan, planOf } from "../verify/plan.ts";
import type { Progress } from "../verify/report.ts";
import { EngineError } from "../verify/session.ts";
import { createVerifier, type Verifier } from "../verify/verify.ts";
import type { VerifyFormat } from "./formats.ts";
import type { Input } from "./input.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";
import { printVerified } from "./verify-format.ts";
import { toldOf, type Verified } from "./verify-report.ts";
import { verifySqlite } from "./verify-sqlite.ts";

export interface VerifyArguments {
  readonly format: VerifyFormat;
  readonly twice: boolean;
  readonly down: boolean;
  readonly since?: string;
  /** Seconds for one statement. */
  readonly timeout: number;
  readonly engine: EngineChoice;
}

/** Exit code: 0 when all that was wanted was shown, 1 when something failed, 2 when it cannot run. */
export async function verify(
  parser: Parser,
  terminal: Terminal,
  input: Input,
  args: VerifyArguments,
  sqlite: SqliteEngine,
): Promise<number> {
  for (const one of input.skipped) terminal.error(`skipped ${one.path}: ${one.reason}`);
  const verifier = createVerifier(join(__dirname, "verify"));
  const cancel = new AbortController();
  const interrupted = (): void => cancel.abort();
  process.once("SIGINT", interrupted);
  const verified: Verified[] = [];
  try {
    for (const history of input.histories) {
      const { rerun } = input.settingsOf(history);
      if (history.sqlite) {
        const report = verifySqlite(sqlite, history, history.sqlite);
        const told = toldOf(report, history, rerun, args.twice);
        verified.push({ disagreements: [], history, report, told });
        continue;
      }
      if (!isReadWhole(history)) {
        terminal.error(
          `skipped ${history.folder}: its programs do what cannot be read; only ${history.runner.id} can run them`,
        );
        continue;
      }
      const work = { parser, verifier, terminal, signal: cancel.signal };
      const one = await verifyHistory(work, history, rerun, args);
      verified.push(one);
      if (one.report.cancelled) break;
    }
  } catch (error) {
    if (error instanceof EngineError) throw new UsageError(error.message);
    throw error;
  } finally {
    verifier.close();
    process.removeListener("SIGINT", interrupted);
    terminal.progress(undefined);
  }
  terminal.write(printVerified(verified, args.format, terminal.colour));
  if (cancel.signal.aborted) terminal.error("cancelled: what is printed was shown before");
  return verified.some(hasFailed) ? 1 : 0;
}

const hasFailed = ({ told, report }: Verified): boolean =>
  !report.isWhole || told.some(({ finding }) => finding.severity !== "information");

interface Work {
  readonly parser: Parser;
  readonly verifier: Verifier;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

async function verifyHistory(
  { parser, verifier, terminal, signal }: Work,
  history: OpenedHistory,
  rerun: Settings["rerun"],
  args: VerifyArguments,
): Promise<Verified> {
  const base =
    args.since === undefined ? undefined : baseOf(parser, terminal.cwd, args.since, history);
  const running = verifier.verify(
    {
      plan: planOf(parser, history),
      ...(base ? { base } : {}),
      again: args.twice || rerun !== "off",
      twice: args.twice || history.runner.repeats === "always",
      down: args.down,
      locks: args.format === "json",
      deadline: args.timeout * 1000,
      engine: args.engine,
    },
    (progress) => terminal.progress(lineOf(progress)),
    signal,
  );
  // The other process has the database; meanwhile this one simulates what it will be held against.
  const [report, simulated] = await Promise.all([running, simulate(parser, history, signal)]);
  const { disagreements } = agreementOf(simulated, report);
  return { disagreements, history, report, told: toldOf(report, history, rerun, args.twice) };
}

function baseOf(
  parser: Parser,
  cwd: string,
  ref: string,
  history: OpenedHistory,
): Plan | undefined {
  const found = filesAt(cwd, ref, history.folder);
  if ("problem" in found) throw new UsageError(found.problem);
  const base = openHistories(found.files, {
    base: history.base,
    nearby: history.listed.nearby,
    declared: () => nothingSaid,
  }).find((one) => one.folder === history.folder);
  return (
    base && planOf(parser, { ...base, runner: history.runner, environment: history.environment })
  );
}

const lineOf = (progress: Progress): string | undefined =>
  progress.kind === "file"
    ? `verifying ${progress.done + 1}/${progress.of} ${progress.path}: ${progress.check}`
    : undefined;
