import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Settings } from "../config/settings.ts";
import { findSqlFiles, posix } from "../disk/find-files.ts";
import { readMigration } from "../disk/read-file.ts";
import { replaceFile } from "../disk/write-file.ts";
import { emptyHistory, type OpenedHistory, openHistories } from "../history/open.ts";
import { plainText, planMigration } from "../scaffold/plan.ts";
import { configuration } from "./input.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export interface NewArguments {
  readonly name: string;
  readonly folder?: string;
  readonly kind: string;
  readonly settings: Settings;
}

/** Writes the files and prints their paths. Throws UsageError; nothing is written then. */
export function createMigration(terminal: Terminal, args: NewArguments): number {
  const history = chooseHistory(terminal.cwd, args.folder, args.settings);
  const folder = resolve(terminal.cwd, history.folder);
  const plan = planMigration(history, existsSync(folder) ? readdirSync(folder) : [], {
    kind: args.kind,
    name: args.name,
    now: Date.now(),
  });
  if ("problem" in plan) throw new UsageError(plan.problem);
  for (const edit of plan.edits) {
    const path = join(terminal.cwd, edit.path);
    const refused = replaceFile(path, readFileSync(path, "utf8"), edit.text);
    if (refused) throw new UsageError(`${edit.path}: ${refused}`);
  }
  for (const file of plan.files) {
    const path = join(terminal.cwd, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, plainText(file.snippet), { flag: "wx" });
    terminal.write(`${file.path}\n`);
  }
  for (const edit of plan.edits) terminal.write(`${edit.path}\n`);
  return 0;
}

function chooseHistory(cwd: string, folder: string | undefined, settings: Settings): OpenedHistory {
  const root = resolve(cwd, folder ?? ".");
  if (!existsSync(root)) throw new UsageError(`${folder}: no such folder`);
  const surroundings = configuration(cwd, root, settings);
  const files = findSqlFiles(root).files.flatMap((file) => {
    const read = readMigration(file);
    return "text" in read ? [{ path: posix(cwd, file), text: read.text }] : [];
  });
  const histories = openHistories(files, surroundings);
  // Of a folder that has files of SQL and programs too, those of SQL come first.
  const own = histories.filter((one) => one.folder === posix(cwd, root));
  const [first, ...others] = own.length > 0 ? own : histories;
  const second = others.find((one) => one.folder !== first?.folder);
  if (!first && folder !== undefined) return emptyHistory(posix(cwd, root), surroundings, files);
  if (!first)
    throw new UsageError(`${folder ?? "."}: no migrations here; name their folder with --folder`);
  if (second)
    throw new UsageError(
      `there are several folders of migrations (${histories.map((one) => one.folder).join(", ")}): choose one with --folder`,
    );
  return first;
}
