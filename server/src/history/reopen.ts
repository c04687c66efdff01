import type { Folder } from "../runners/folder.ts";
import { joinPath, nameIn } from "../text/path.ts";
import { around } from "./around.ts";
import { heightsOf } from "./by-path.ts";
import { isSql, listing } from "./listing.ts";
import type { ChangedFile, OpenedFile, OpenedHistory } from "./open.ts";
import { openFile } from "./open-file.ts";
import { writtenText } from "./source-file.ts";

/** The same history with another text in one file: what an editor does at every keystroke. */
export function replaceText(history: OpenedHistory, path: string, text: string): OpenedHistory {
  if (history.reopen) {
    const file = history.files[heightsOf(history, path)[0] ?? -1];
    const before =
      history.gate?.path === path ? history.gate.text : file && writtenText(file, path);
    return before === undefined || before === text ? history : history.reopen([{ path, text }]);
  }
  const beside = around(history).find((one) => one.path === path);
  if (beside) return beside.text === text ? history : reopened(history, [{ path, text }]);
  const changes = (file: OpenedFile): boolean =>
    (!file.source && file.path === path && file.text !== text) ||
    (file.down?.path === path && file.down.text !== text);
  if (!history.files.some(changes)) return history;
  const { listed } = history;
  const name = nameIn(history.folder, path);
  const folder: Folder = {
    ...listed,
    files: listed.files.map((file) => (file.name === name ? { name, text } : file)),
  };
  return {
    ...history,
    listed: folder,
    files: history.files.map((file) =>
      changes(file)
        ? (openFile(history.runner, folder, history.folder, nameIn(history.folder, file.path)) ??
          file)
        : file,
    ),
  };
}

/** The same history with other texts, names or files in it or around it. */
export function reopened(history: OpenedHistory, changes: readonly ChangedFile[]): OpenedHistory {
  if (history.reopen) return history.reopen(changes);
  const { files, ...rest } = listing(
    history.runner,
    changedFolder(history, changes),
    history.folder,
  );
  const before = new Map(history.files.map((file) => [file.path, file]));
  // What is as it was stays the same object: it is not run again.
  const kept = (file: OpenedFile): OpenedFile => {
    const old = before.get(file.path);
    return old && isSame(old, file) ? old : file;
  };
  return { ...history, ...rest, files: files.map(kept) };
}

const isSame = (one: OpenedFile, other: OpenedFile): boolean =>
  one.text === other.text &&
  one.down?.path === other.down?.path &&
  one.down?.text === other.down?.text &&
  one.grouping === other.grouping;

function changedFolder(history: OpenedHistory, changes: readonly ChangedFile[]): Folder {
  const { listed, folder } = history;
  const files = new Map(listed.files.map((one) => [one.name, one.text]));
  const nearby = new Map(listed.nearby.map((one) => [one.path, one.text]));
  for (const { path, text, renamed = path } of changes)
    if (isSql({ path })) {
      files.delete(nameIn(folder, path));
      files.set(nameIn(folder, renamed), text);
    } else nearby.set(joinPath(history.base, path), text);
  return {
    path: listed.path,
    files: [...files].map(([name, text]) => ({ name, text })),
    nearby: [...nearby].map(([path, text]) => ({ path, text })),
  };
}
