import { type Folder, textOf } from "../runners/folder.ts";
import type { Runner } from "../runners/runner.ts";
import { unknown } from "../runners/unknown.ts";
import type { Source } from "../sources/source.ts";
import { baseOf, joinPath, parentOf } from "../text/path.ts";
import type { DownPart, OpenedFile, OpenedHistory } from "./open.ts";

/** One migration of a folder as its runner sees it: up part, reverse, transaction. */
export function openFile(
  runner: Runner,
  folder: Folder,
  /** The folder's path as it stands before the names in the history. */
  home: string,
  name: string,
): OpenedFile | undefined {
  const text = textOf(folder, name);
  if (text === undefined) return undefined;
  const down = downPart(runner, folder, home, name, text);
  const { transaction } = runner;
  const outsideTransaction = transaction.isOutside({
    name,
    text,
    beside: (other) => textOf(folder, joinPath(parentOf(name), other)),
  });
  return {
    path: joinPath(home, name),
    text,
    up: runner.up(text),
    ...(down ? { down } : {}),
    outsideTransaction,
    ...(runner === unknown
      ? {}
      : { grouping: outsideTransaction ? transaction.outside : transaction.grouping }),
  };
}

/** A migration that is a program nobody has read: it may do anything. */
export function openUnread(
  runner: Runner,
  folder: Folder,
  home: string,
  name: string,
): OpenedFile | undefined {
  const text = runner.isProgram?.(name) ? textOf(folder, name) : undefined;
  if (text === undefined) return undefined;
  const path = joinPath(home, name);
  const source: Source = {
    hosts: [{ path, text }],
    pieces: [],
    sql: "",
    sends: [],
    up: { start: 0, end: 0 },
    opaque: true,
    reread: () => source,
  };
  return { path, text: "", up: source.up, outsideTransaction: false, source };
}

/** The same migration with another text. */
export function withText(history: OpenedHistory, file: OpenedFile, text: string): OpenedFile {
  const { folder, listed, runner } = history;
  const name =
    folder !== "" && file.path.startsWith(`${folder}/`)
      ? file.path.slice(folder.length + 1)
      : folder === ""
        ? file.path
        : baseOf(file.path);
  const changed: Folder = { ...listed, files: [{ name, text }, ...others(listed, name)] };
  return openFile(runner, changed, folder, name) ?? { ...file, text, up: runner.up(text) };
}

const others = (folder: Folder, name: string): Folder["files"] =>
  folder.files.filter((file) => file.name !== name);

function downPart(
  runner: Runner,
  folder: Folder,
  home: string,
  name: string,
  text: string,
): DownPart | undefined {
  const { down } = runner;
  if (down.kind === "none") return undefined;
  if (down.kind === "part") {
    const span = down.part(text);
    return span && { path: joinPath(home, name), text, span };
  }
  const reverse = down.file(name, folder);
  const found = reverse === undefined ? undefined : textOf(folder, reverse);
  if (reverse === undefined || found === undefined) return undefined;
  return {
    path: joinPath(home, reverse),
    text: found,
    span: { start: found.charCodeAt(0) === 0xfeff ? 1 : 0, end: found.length },
  };
}
