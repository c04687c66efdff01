import type { Settings } from "../config/settings.ts";
import type { OpenedHistory } from "../history/open.ts";
import type { Service, SourceFile } from "../service.ts";
import { globFits } from "../text/glob.ts";
import { parentOf } from "../text/path.ts";

/** A folder of numbered files is taken for migrations only when its path says so: other people's SQL is left alone. */
export const isRecognised = (history: OpenedHistory, settings: Settings): boolean =>
  history.runner.id !== "unknown" ||
  namedMigrations(history.folder) ||
  settings.folders.some((pattern) => matches(history.folder, pattern));

/** A file that no tool runs, in a folder that the settings name: a history by itself. */
export const chosen = (
  file: SourceFile,
  settings: Settings,
  service: Service,
): OpenedHistory | undefined =>
  /\.sql$/i.test(file.path) &&
  settings.folders.some((pattern) => matches(parentOf(file.path), pattern))
    ? service.alone(file)
    : undefined;

/** `migrations`, `db/migrate`, `migrations/postgres`, `schema_migrations` … */
const namedMigrations = (folder: string): boolean =>
  folder
    .split("/")
    .slice(-3)
    .some((name) => /^(?:.*[_.-])?(?:migrations?|migrate|changelogs?)$/i.test(name));

/** Relative to any folder above. */
function matches(folder: string, written: string): boolean {
  const pattern = written.replace(/\/+$/, "");
  return globFits(folder.replace(/^\/+/, ""), pattern, `**/${pattern}`);
}
