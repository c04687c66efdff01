import type { Settings } from "../config/settings.ts";
import { type Configured, readSurroundings } from "../config/surroundings.ts";
import type { Disk } from "../disk/disk.ts";
import { folderToList } from "../history/folder-of.ts";
import { isFlywayLocation } from "../runners/flyway-locations.ts";
import { maySayWho } from "../runners/nearby.ts";
import type { SourceFile } from "../service.ts";
import { parentOf } from "../text/path.ts";

/** What lies on disk around migrations, read once for a repository until a file of it changes. */
export interface Surroundings {
  readonly of: (folder: string, settings: Settings) => Configured;
  /** All that have been read. */
  readonly all: () => readonly Configured[];
  /** The folder that holds the history of a file. */
  readonly folderFor: (path: string, settings: Settings) => string;
  /** The files of a folder, as deep as its tool looks. */
  readonly list: (folder: string, configured: Configured) => readonly SourceFile[];
  /** Files changed on disk; none: anything may have. */
  readonly forget: (paths: readonly string[]) => void;
}

export function createSurroundings(disk: Disk): Surroundings {
  const read: { readonly top: string; readonly configured: Configured }[] = [];

  const of = (folder: string, settings: Settings): Configured => {
    const known = read.find(({ top }) => folder === top || folder.startsWith(`${top}/`));
    if (known) return known.configured;
    const { top, files, mentions } = disk.nearby(folder);
    const configured = readSurroundings(top, files, settings, mentions);
    read.push({ top, configured });
    return configured;
  };

  return {
    of,
    all: () => read.map(({ configured }) => configured),
    folderFor: (path, settings) => folderToList(path, of(parentOf(path), settings).nearby),
    list: (folder, { nearby }) =>
      disk.list(folder, isFlywayLocation(folder, nearby) ? "all levels" : "one level"),
    forget(paths) {
      if (paths.length === 0 || paths.some((path) => maySayWho(path) || isProgram(path)))
        read.length = 0;
    },
  };
}

const isProgram = (path: string): boolean => /\.[cm]?[jt]sx?$/.test(path);
