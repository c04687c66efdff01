import { afterWhatTheyNeed } from "../runners/dependency-order.ts";
import { dependsOn, idOf, isHook, yoyo } from "../runners/yoyo.ts";
import { type YoyoMigration, yoyoFolders } from "../sources/python/yoyo.ts";
import type { HostFile } from "../sources/source.ts";
import { nameIn, parentOf } from "../text/path.ts";
import type { Declared } from "./declared.ts";
import type { OpenedFile, OpenedHistory } from "./open.ts";
import { openFile } from "./open-file.ts";
import { openedIn, withChange } from "./opened-in.ts";
import { openSource } from "./source-file.ts";

/** Folders with yoyo's steps in Python; their SQL files are run among them. */
export const openYoyoFolders = (
  files: readonly HostFile[],
  declared: (folder: string) => Declared,
): readonly OpenedHistory[] =>
  [...yoyoFolders(files)].map(([folder, found]) => {
    const inSql = files.filter(({ path }) => path.endsWith(".sql") && parentOf(path) === folder);
    const inPython = files.filter(({ path }) => found.some((one) => one.path === path));
    return openFolder(folder, found, [...inPython, ...inSql], declared(folder));
  });

function openFolder(
  folder: string,
  found: readonly YoyoMigration[],
  own: readonly HostFile[],
  declared: Declared,
): OpenedHistory {
  const listed = {
    path: folder,
    files: own
      .filter(({ path }) => path.endsWith(".sql"))
      .map(({ path, text }) => ({ name: nameIn(folder, path), text })),
    nearby: [],
  };
  const inSql = listed.files
    .filter(({ name }) => yoyo.isMigration(name, listed))
    .flatMap(({ name, text }) => {
      const file = openFile(yoyo, listed, folder, name);
      return file ? [{ id: idOf(name), depends: dependsOn(text), file }] : [];
    });
  const inPython = found.map(({ path, source, depends }) => ({
    id: idOf(path),
    depends,
    file: openSource(path, source, yoyo.transaction),
  }));
  const all = [...inSql, ...inPython].sort((a, b) => byPlace(a.file, b.file));
  const opened = afterWhatTheyNeed(all).map((one) => one.file);
  const because = "Python files with yoyo's steps";
  return {
    ...openedIn(folder, yoyo, because, opened, declared),
    listed,
    reopen: (changes) => {
      const known = own.map((file) => withChange(file, changes));
      const added = changes.filter(
        ({ path, renamed }) =>
          renamed === undefined &&
          parentOf(path) === folder &&
          /\.(?:sql|py)$/.test(path) &&
          !own.some((file) => file.path === path),
      );
      const next = [...known, ...added];
      return openFolder(folder, yoyoFolders(next).get(folder) ?? [], next, declared);
    },
  };
}

function byPlace(one: OpenedFile, other: OpenedFile): number {
  const hooks = Number(isHook(one.path)) - Number(isHook(other.path));
  return hooks || (one.path < other.path ? -1 : 1);
}
