import type { Settings } from "../config/settings.ts";
import type { OpenedHistory } from "../history/open.ts";
import { holds } from "../history/source-file.ts";
import { maySayWho } from "../runners/nearby.ts";
import type { Service, SourceFile } from "../service.ts";
import { parentOf } from "../text/path.ts";
import { chosen, isRecognised } from "./recognised.ts";
import type { Surroundings } from "./surroundings.ts";

/** The histories of the files that have been asked for, each until a file changes on disk. */
export function createOpened(service: Service, around: Surroundings) {
  const listed = new Map<string, readonly SourceFile[]>();
  const opened = new Map<string, OpenedHistory>();

  const read = (file: SourceFile, settings: Settings): OpenedHistory | undefined => {
    const folder = around.folderFor(file.path, settings);
    const configured = around.of(folder, settings);
    const files = listed.get(folder) ?? around.list(folder, configured);
    listed.set(folder, files);
    const overlaid = [...files.filter(({ path }) => path !== file.path), file];
    const history = service
      .open(overlaid, configured)
      .find(
        (one) =>
          one.files.some((own) => holds(own, file.path)) ||
          one.ignored.some(({ path }) => path === file.path),
      );
    return history && isRecognised(history, settings) ? history : chosen(file, settings, service);
  };

  return {
    all: (): readonly OpenedHistory[] => [...opened.values()],
    keep: (path: string, history: OpenedHistory): void => void opened.set(path, history),
    of(file: SourceFile, settings: Settings): OpenedHistory | undefined {
      const history = opened.get(file.path) ?? read(file, settings);
      if (history) opened.set(file.path, history);
      return history;
    },
    forget(paths: readonly string[]): void {
      for (const folder of paths.map(parentOf))
        for (const key of [...listed.keys()])
          if (folder === key || folder.startsWith(`${key}/`)) listed.delete(key);
      // The configuration says how deep a folder is.
      if (paths.some(maySayWho)) listed.clear();
      opened.clear();
    },
  };
}
