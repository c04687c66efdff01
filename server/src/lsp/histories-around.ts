import type { Settings } from "../config/settings.ts";
import type { Configured } from "../config/surroundings.ts";
import type { OpenedHistory } from "../history/open.ts";
import type { Service, SourceFile } from "../service.ts";
import { mayUseSqlite } from "../sources/python/sqlite-program.ts";
import { parentOf } from "../text/path.ts";
import { isRecognised } from "./recognised.ts";
import type { Surroundings } from "./surroundings.ts";

/** The histories that a file around migrations may be about, until a file changes on disk. */
export function createHistoriesAround(
  service: Service,
  around: Surroundings,
  opened: () => readonly OpenedHistory[],
) {
  const beside = new Map<string, readonly OpenedHistory[]>();

  const read = (path: string, settings: Settings): readonly OpenedHistory[] => {
    const configured = around.of(parentOf(path), settings);
    if (!configured.nearby.some((file) => file.path === path)) return [];
    return foldersAround(configured, opened()).flatMap((folder) =>
      service
        .open(around.list(folder, configured), configured)
        .filter((one) => one.folder === folder && isRecognised(one, settings)),
    );
  };

  return {
    of: (path: string, settings: Settings): readonly OpenedHistory[] =>
      beside.get(path) ?? read(path, settings),
    keep: (path: string, histories: readonly OpenedHistory[]): void =>
      void beside.set(path, histories),
    forget: (): void => beside.clear(),
  };
}

/** Folders whose journal lies around the same repository, those that its programs name, and those that have been opened. */
const foldersAround = (
  { nearby }: Configured,
  opened: readonly OpenedHistory[],
): readonly string[] => [
  ...new Set([
    ...nearby
      .filter((file) => file.path.endsWith("/meta/_journal.json"))
      .map((file) => parentOf(parentOf(file.path))),
    ...nearby.flatMap(foldersNamed),
    ...opened.filter((one) => one.listed.nearby === nearby || one.gate).map((one) => one.folder),
  ]),
];

/** The folders that a program on SQLite speaks of, where they may be: beside it, or beside its package. */
const foldersNamed = (file: SourceFile): readonly string[] =>
  mayUseSqlite(file)
    ? [...file.text.matchAll(/["'/]([\w-]*migrat[\w-]*)["'/]/g)].flatMap(([, name = ""]) => [
        `${parentOf(file.path)}/${name}`,
        `${parentOf(parentOf(file.path))}/${name}`,
      ])
    : [];
