import type { TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { ConfigProblem } from "../config/read-file.ts";
import type { Settings } from "../config/settings.ts";
import { configProblems } from "../config/surroundings.ts";
import type { Disk } from "../disk/disk.ts";
import { folderToList } from "../history/folder-of.ts";
import type { OpenedHistory } from "../history/open.ts";
import type { Service } from "../service.ts";
import { isOurs } from "../sources/candidates.ts";
import { asEdited, openFiles } from "./as-edited.ts";
import { createHistoriesAround } from "./histories-around.ts";
import { createOpened } from "./opened.ts";
import { isRecognised } from "./recognised.ts";
import { createSurroundings, type Surroundings } from "./surroundings.ts";
import { pathOf } from "./uri.ts";

/** The migrations around the open documents: disk, overlaid by what the editor has. */
export interface Workspace {
  readonly historyOf: (uri: string, settings: Settings) => OpenedHistory | undefined;
  /** The histories that a file around the migrations (journal, manifest, source) may be about. */
  readonly historiesAround: (uri: string, settings: Settings) => readonly OpenedHistory[];
  /** The settings that hold for a file: those of safe-migrations.json over the editor's. */
  readonly settingsFor: (uri: string, settings: Settings) => Settings;
  /** What is wrong in the configuration around the histories that have been opened, by path of the file. */
  readonly problems: () => ReadonlyMap<string, readonly ConfigProblem[]>;
  /** The folders of migrations among these files, with what was recognised. */
  readonly folders: (uris: readonly string[], settings: Settings) => readonly FolderStatus[];
  /** The recognised histories among these files, with the texts of the editor. */
  readonly histories: (uris: readonly string[], settings: Settings) => readonly OpenedHistory[];
  /** A folder (absolute posix path) and the names in it; an empty one has a history without files. */
  readonly openFolder: (
    folder: string,
    settings: Settings,
  ) => {
    readonly history: OpenedHistory;
    readonly names: readonly string[];
  };
  /** Files changed on disk: folders are listed again when next asked for. */
  readonly forget: (uris: readonly string[]) => void;
}

export interface FolderStatus {
  readonly folder: string;
  readonly runner: string;
  readonly because: string;
}

export function createWorkspace(
  service: Service,
  disk: Disk,
  documents: TextDocuments<TextDocument>,
  isTrusted: () => boolean,
): Workspace {
  const around = createSurroundings(disk);
  const opened = createOpened(service, around);
  const beside = createHistoriesAround(service, around, opened.all);

  return {
    historyOf(uri, settings) {
      const document = documents.get(uri);
      if (!document) return undefined;
      const file = { path: pathOf(uri), text: document.getText() };
      if (!isOurs(file)) return undefined;
      const history = opened.of(file, settings);
      if (!history) return undefined;
      const { path, text } = file;
      const edited = asEdited(service, documents, service.withText(history, path, text), uri);
      const current = isTrusted() ? besideReleased(edited, disk, around, settings) : edited;
      if (current !== history) opened.keep(path, current);
      return current;
    },
    historiesAround(uri, settings) {
      const path = pathOf(uri);
      const current = beside.of(path, settings).map((one) => asEdited(service, documents, one));
      beside.keep(path, current);
      return current;
    },
    settingsFor(uri, settings) {
      const folder = around.folderFor(pathOf(uri), settings);
      return around.of(folder, settings).settingsFor(folder);
    },
    problems: () => problemsOf(around, opened.all()),
    folders: (uris, settings) =>
      foldersOf(uris, around, settings).flatMap((folder) => {
        const configured = around.of(folder, settings);
        return service
          .open(around.list(folder, configured), configured)
          .filter((one) => one.folder === folder)
          .map(({ runner, because }) => ({ folder, runner: runner.id, because }));
      }),
    histories: (uris, settings) =>
      foldersOf(uris, around, settings).flatMap((folder) => {
        const configured = around.of(folder, settings);
        const edited = openFiles(documents).filter(
          (one) => folderToList(one.path, configured.nearby) === folder,
        );
        const others = around
          .list(folder, configured)
          .filter((file) => !edited.some((one) => one.path === file.path));
        return service
          .open([...others, ...edited], configured)
          .filter((one) => one.folder === folder && isRecognised(one, settings));
      }),
    openFolder(folder, settings) {
      const configured = around.of(folder, settings);
      const files = around.list(folder, configured);
      const history =
        service.open(files, configured).find((one) => one.folder === folder) ??
        service.empty(folder, configured, files);
      const inside = files.map((file) => file.path.slice(folder.length + 1));
      return { history, names: [...new Set([...inside, ...disk.names(folder)])] };
    },
    forget(uris) {
      const paths = uris.map(pathOf);
      opened.forget(paths);
      beside.forget();
      around.forget(paths);
    },
  };
}

const foldersOf = (
  uris: readonly string[],
  around: Surroundings,
  settings: Settings,
): readonly string[] => [...new Set(uris.map((uri) => around.folderFor(pathOf(uri), settings)))];

/** With what the main branch has of the folder; the same object while that does not move. */
function besideReleased(
  history: OpenedHistory,
  disk: Disk,
  around: Surroundings,
  settings: Settings,
): OpenedHistory {
  if (!disk.released || !history.folder.startsWith("/")) return history;
  const { mainBranch } = around.of(history.folder, settings).settingsFor(history.folder);
  const released = mainBranch === "none" ? undefined : disk.released(history.folder, mainBranch);
  if (released === history.released) return history;
  const { released: _, ...rest } = history;
  return released ? { ...rest, released } : rest;
}

function problemsOf(
  around: Surroundings,
  opened: readonly OpenedHistory[],
): ReadonlyMap<string, readonly ConfigProblem[]> {
  const found = new Map<string, readonly ConfigProblem[]>();
  for (const configured of around.all()) {
    const all = configProblems(configured, opened);
    for (const { path } of configured.files)
      found.set(
        path,
        all.filter((one) => one.path === path),
      );
  }
  return found;
}
