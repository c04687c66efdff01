import { runners } from "../runners/registry.ts";
import type { Folder, Runner } from "../runners/runner.ts";
import { unknown } from "../runners/unknown.ts";
import type { Span } from "../text/span.ts";

/** One folder of migrations in the order in which its runner applies them. */
export interface OpenedHistory {
  readonly folder: string;
  readonly runner: Runner;
  /** Why this runner was recognised. */
  readonly because: string;
  readonly files: readonly OpenedFile[];
}

export interface OpenedFile {
  readonly path: string;
  readonly text: string;
  /** The part that is run upwards. */
  readonly up: Span;
}

/** Groups files into histories. Paths are posix; files of folders that no runner recognises are left out. */
export function openHistories(
  files: readonly { readonly path: string; readonly text: string }[],
): readonly OpenedHistory[] {
  const folders = new Map<string, { name: string; text: string; path: string }[]>();
  for (const file of files) {
    const folder = folderOf(file.path);
    const name = folder === "" ? file.path : file.path.slice(folder.length + 1);
    const list = folders.get(folder) ?? [];
    list.push({ name, text: file.text, path: file.path });
    folders.set(folder, list);
  }
  return [...folders].flatMap(([path, listed]) => openFolder({ path, files: listed }) ?? []);
}

/** The same history with another text in one file: what an editor does at every keystroke. */
export function replaceText(history: OpenedHistory, path: string, text: string): OpenedHistory {
  const index = history.files.findIndex((file) => file.path === path);
  if (index < 0 || history.files[index]?.text === text) return history;
  return {
    ...history,
    files: history.files.with(index, { path, text, up: history.runner.up(text) }),
  };
}

/** A file that is looked at by itself, whole. */
export const openAlone = (file: {
  readonly path: string;
  readonly text: string;
}): OpenedHistory => ({
  folder: file.path,
  runner: unknown,
  because: "a file by itself",
  files: [{ path: file.path, text: file.text, up: unknown.up(file.text) }],
});

/** A folder without migrations: the first one is numbered as no tool in particular would. */
export const emptyHistory = (folder: string): OpenedHistory => ({
  folder,
  runner: unknown,
  because: "an empty folder",
  files: [],
});

function openFolder(folder: OpenFolder): OpenedHistory | undefined {
  for (const runner of runners) {
    const because = runner.recognises(folder);
    if (because === undefined) continue;
    const files = folder.files
      .filter((file) => runner.isMigration(file.name))
      .sort((a, b) => runner.compare(a.name, b.name))
      .map((file) => ({ path: file.path, text: file.text, up: runner.up(file.text) }));
    return { folder: folder.path, runner, because, files };
  }
  return undefined;
}

/** A migration that is a folder of its own (Prisma, Diesel) belongs to the folder above. */
const ownFolder = new Set(["migration.sql", "up.sql", "down.sql"]);

function folderOf(path: string): string {
  const folder = parent(path);
  return ownFolder.has(path.slice(folder.length).replace("/", "")) ? parent(folder) : folder;
}

const parent = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

interface OpenFolder extends Folder {
  readonly files: readonly {
    readonly name: string;
    readonly text: string;
    readonly path: string;
  }[];
}
