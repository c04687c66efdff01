import type { TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { URI } from "vscode-uri";
import type { ConfigProblem } from "../config/read-file.ts";
import type { Settings } from "../config/settings.ts";
import { type Configured, configProblems, readSurroundings } from "../config/surroundings.ts";
import type { Disk } from "../disk/disk.ts";
import { folderToList } from "../history/folder-of.ts";
import type { OpenedHistory } from "../history/open.ts";
import { holds } from "../history/source-file.ts";
import { isFlywayLocation } from "../runners/flyway-locations.ts";
import { maySayWho } from "../runners/nearby.ts";
import type { Service, SourceFile } from "../service.ts";
import { isOurs } from "../sources/candidates.ts";
import { mayUseSqlite } from "../sources/python/sqlite-program.ts";
import { globFits } from "../text/glob.ts";

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

export const pathOf = (uri: string): string => URI.parse(uri).path;

const parent = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

const isProgram = (path: string): boolean => /\.[cm]?[jt]sx?$/.test(path);

export function createWorkspace(
  service: Service,
  disk: Disk,
  documents: TextDocuments<TextDocument>,
  isTrusted: () => boolean,
): Workspace {
  const listed = new Map<string, readonly SourceFile[]>();
  const opened = new Map<string, OpenedHistory>();
  const around: { readonly top: string; readonly configured: Configured }[] = [];

  /** Read once for a repository, until a file of it changes. */
  const configuredFor = (folder: string, settings: Settings): Configured => {
    const known = around.find(({ top }) => folder === top || folder.startsWith(`${top}/`));
    if (known) return known.configured;
    const { top, files, mentions } = disk.nearby(folder);
    const configured = readSurroundings(top, files, settings, mentions);
    around.push({ top, configured });
    return configured;
  };

  const folderFor = (path: string, settings: Settings): string =>
    folderToList(path, configuredFor(parent(path), settings).nearby);

  const list = (folder: string, { nearby }: Configured): readonly SourceFile[] =>
    disk.list(folder, isFlywayLocation(folder, nearby) ? "all levels" : "one level");

  const beside = new Map<string, readonly OpenedHistory[]>();

  /** Folders whose journal lies around the same repository, and those that have been opened. */
  const foldersAround = ({ nearby }: Configured): readonly string[] => [
    ...new Set([
      ...nearby
        .filter((file) => file.path.endsWith("/meta/_journal.json"))
        .map((file) => parent(parent(file.path))),
      ...nearby.flatMap(foldersNamed),
      ...[...opened.values()]
        .filter((one) => one.listed.nearby === nearby || one.gate)
        .map((one) => one.folder),
    ]),
  ];

  const openAround = (path: string, settings: Settings): readonly OpenedHistory[] => {
    const configured = configuredFor(parent(path), settings);
    if (!configured.nearby.some((file) => file.path === path)) return [];
    return foldersAround(configured).flatMap((folder) =>
      service
        .open(list(folder, configured), configured)
        .filter((one) => one.folder === folder && isRecognised(one, settings)),
    );
  };

  const withEdited = (history: OpenedHistory, besides?: string): OpenedHistory => {
    let current = history;
    for (const other of documents.all()) {
      const path = pathOf(other.uri);
      if (other.uri !== besides && mayConcern(history, path))
        current = service.withText(current, path, other.getText());
    }
    return current;
  };

  /** What the main branch has of the folder; the same object while that does not move. */
  const besideReleased = (history: OpenedHistory, settings: Settings): OpenedHistory => {
    if (!isTrusted() || !disk.released || !history.folder.startsWith("/")) return history;
    const { mainBranch } = configuredFor(history.folder, settings).settingsFor(history.folder);
    const released = mainBranch === "none" ? undefined : disk.released(history.folder, mainBranch);
    if (released === history.released) return history;
    const { released: _, ...rest } = history;
    return released ? { ...rest, released } : rest;
  };

  const open = (path: string, text: string, settings: Settings): OpenedHistory | undefined => {
    const cached = opened.get(path);
    if (cached) return cached;
    const folder = folderFor(path, settings);
    const surroundings = configuredFor(folder, settings);
    const files = listed.get(folder) ?? list(folder, surroundings);
    listed.set(folder, files);
    const overlaid = [...files.filter((file) => file.path !== path), { path, text }];
    const history = service
      .open(overlaid, surroundings)
      .find(
        (one) =>
          one.files.some((file) => holds(file, path)) ||
          one.ignored.some((file) => file.path === path),
      );
    const taken =
      history && isRecognised(history, settings) ? history : chosen(path, text, settings, service);
    if (taken) opened.set(path, taken);
    return taken;
  };

  return {
    historyOf(uri, settings) {
      const document = documents.get(uri);
      if (!document) return undefined;
      const path = pathOf(uri);
      if (!isOurs({ path, text: document.getText() })) return undefined;
      const history = open(path, document.getText(), settings);
      if (!history) return undefined;
      const edited = withEdited(service.withText(history, path, document.getText()), uri);
      const current = besideReleased(edited, settings);
      if (current !== history) opened.set(path, current);
      return current;
    },
    historiesAround(uri, settings) {
      const path = pathOf(uri);
      const found = beside.get(path) ?? openAround(path, settings);
      const current = found.map((one) => withEdited(one));
      beside.set(path, current);
      return current;
    },
    settingsFor(uri, settings) {
      const folder = folderFor(pathOf(uri), settings);
      return configuredFor(folder, settings).settingsFor(folder);
    },
    problems() {
      const found = new Map<string, readonly ConfigProblem[]>();
      for (const { configured } of around) {
        const all = configProblems(configured, [...opened.values()]);
        for (const { path } of configured.files)
          found.set(
            path,
            all.filter((one) => one.path === path),
          );
      }
      return found;
    },
    folders(uris, settings) {
      const folders = new Set(uris.map((uri) => folderFor(pathOf(uri), settings)));
      return [...folders].flatMap((folder) => {
        const configured = configuredFor(folder, settings);
        return service
          .open(list(folder, configured), configured)
          .filter((one) => one.folder === folder)
          .map(({ runner, because }) => ({ folder, runner: runner.id, because }));
      });
    },
    histories(uris, settings) {
      const folders = new Set(uris.map((uri) => folderFor(pathOf(uri), settings)));
      return [...folders].flatMap((folder) => {
        const configured = configuredFor(folder, settings);
        const edited = documents
          .all()
          .map((one) => ({ path: pathOf(one.uri), text: one.getText() }))
          .filter((one) => folderToList(one.path, configured.nearby) === folder);
        const others = list(folder, configured).filter(
          (file) => !edited.some((one) => one.path === file.path),
        );
        return service
          .open([...others, ...edited], configured)
          .filter((one) => one.folder === folder && isRecognised(one, settings));
      });
    },
    openFolder(folder, settings) {
      const configured = configuredFor(folder, settings);
      const files = list(folder, configured);
      const history =
        service.open(files, configured).find((one) => one.folder === folder) ??
        service.empty(folder, configured);
      return { history, names: files.map((file) => file.path.slice(folder.length + 1)) };
    },
    forget(uris) {
      for (const uri of uris) {
        const folder = parent(pathOf(uri));
        for (const key of [...listed.keys()])
          if (folder === key || folder.startsWith(`${key}/`)) listed.delete(key);
      }
      opened.clear();
      beside.clear();
      if (uris.length === 0 || uris.some((uri) => maySayWho(pathOf(uri)) || isProgram(pathOf(uri))))
        around.length = 0;
      // The configuration says how deep a folder is.
      if (uris.some((uri) => maySayWho(pathOf(uri)))) listed.clear();
    },
  };
}

const mayConcern = (history: OpenedHistory, path: string): boolean =>
  parent(path).startsWith(history.folder) ||
  history.gate?.path === path ||
  history.files.some((file) => file.source && holds(file, path)) ||
  history.listed.nearby.some((file) => file.path === path);

/** The folders that a program on SQLite speaks of, where they may be: beside it, or beside its package. */
const foldersNamed = (file: SourceFile): readonly string[] =>
  mayUseSqlite(file)
    ? [...file.text.matchAll(/["'/]([\w-]*migrat[\w-]*)["'/]/g)].flatMap(([, name = ""]) => [
        `${parent(file.path)}/${name}`,
        `${parent(parent(file.path))}/${name}`,
      ])
    : [];

/** A folder of numbered files is taken for migrations only when its path says so: other people's SQL is left alone. */
const isRecognised = (history: OpenedHistory, settings: Settings): boolean =>
  history.runner.id !== "unknown" ||
  namedMigrations(history.folder) ||
  settings.folders.some((pattern) => matches(history.folder, pattern));

/** `migrations`, `db/migrate`, `migrations/postgres`, `schema_migrations` … */
const namedMigrations = (folder: string): boolean =>
  folder
    .split("/")
    .slice(-3)
    .some((name) => /^(?:.*[_.-])?(?:migrations?|migrate|changelogs?)$/i.test(name));

const chosen = (
  path: string,
  text: string,
  settings: Settings,
  service: Service,
): OpenedHistory | undefined =>
  /\.sql$/i.test(path) && settings.folders.some((pattern) => matches(parent(path), pattern))
    ? service.alone({ path, text })
    : undefined;

/** Relative to any folder above. */
function matches(folder: string, written: string): boolean {
  const pattern = written.replace(/\/+$/, "");
  return globFits(folder.replace(/^\/+/, ""), pattern, `**/${pattern}`);
}
