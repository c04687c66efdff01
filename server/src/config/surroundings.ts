import type { OpenedHistory, Surroundings } from "../history/open.ts";
import type { Mentions, NearbyFile } from "../runners/folder.ts";
import { baseOf, joinPath, within } from "../text/path.ts";
import { declaredFor } from "./declared.ts";
import { type ConfigFile, type ConfigProblem, problemAt, readConfigFile } from "./read-file.ts";
import type { Settings } from "./settings.ts";

export interface Configured extends Surroundings {
  readonly files: readonly ConfigFile[];
  /** The settings that hold for a folder: the nearest safe-migrations.json above it, over those handed in. */
  readonly settingsFor: (folder: string) => Settings;
}

/** What the configuration around the migrations says; `settings` are those of the editor or the command line. */
export function readSurroundings(
  base: string,
  nearby: readonly NearbyFile[],
  settings: Settings,
  mentions?: Mentions,
): Configured {
  const files = nearby
    .filter((file) => baseOf(file.path) === "safe-migrations.json")
    .map(readConfigFile)
    .sort((a, b) => b.home.length - a.home.length);
  const nearest = (folder: string): ConfigFile | undefined =>
    files.find((file) => within(file.home, folder) !== undefined);
  const settingsFor = (folder: string): Settings => ({ ...settings, ...nearest(folder)?.said });
  return {
    base,
    nearby,
    ...(mentions ? { mentions } : {}),
    files,
    settingsFor,
    declared: (folder) =>
      declaredFor(settingsFor(folder), nearest(folder)?.home ?? base, folder, nearby),
  };
}

/** What is wrong in the files, and what they say that does not fit the folders that were found. */
export function configProblems(
  configured: Configured,
  histories: readonly OpenedHistory[],
): readonly ConfigProblem[] {
  return configured.files.flatMap((file) => [
    ...file.problems,
    ...misfits(configured, file, histories),
  ]);
}

function misfits(
  { base, nearby }: Configured,
  file: ConfigFile,
  histories: readonly OpenedHistory[],
): readonly ConfigProblem[] {
  const text = nearby.find((one) => one.path === file.path)?.text ?? "";
  const tell = (written: string, message: string): ConfigProblem => {
    const start = Math.max(0, text.indexOf(JSON.stringify(written)));
    return problemAt(file.path, text, { start, end: start + written.length + 2 }, message);
  };
  const entries = file.said.histories ?? [];
  const takenBy = entries.flatMap((entry) => {
    const folder = joinPath(file.home, entry.folder ?? "");
    const history = histories.find((one) => joinPath(base, one.folder) === folder);
    if (!history || history.files.length > 0) return [];
    return [
      tell(
        entry.folder ?? "",
        `${history.runner.id} takes no file of ${entry.folder} for a migration of its own`,
      ),
    ];
  });
  const baselines = [file.said.environment, ...entries.map((entry) => entry.environment)]
    .flatMap((one) => one?.baseline ?? [])
    .filter((path) => !nearby.some((one) => one.path === joinPath(file.home, path)))
    .map((path) => tell(path, `baseline: there is no file ${path}`));
  return [...takenBy, ...baselines];
}
