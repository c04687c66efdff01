import { resolve } from "node:path";
import type { Settings } from "../config/settings.ts";
import { type Configured, configProblems, readSurroundings } from "../config/surroundings.ts";
import { posix } from "../disk/find-files.ts";
import { type AllNearby, findAllNearby } from "../disk/find-nearby.ts";
import { slashes } from "../disk/slashes.ts";
import type { OpenedHistory } from "../history/open.ts";
import { writtenPaths } from "../history/source-file.ts";
import type { Service } from "../service.ts";
import { isOurs } from "../sources/candidates.ts";
import { joinPath } from "../text/path.ts";
import type { Gathered } from "./gather.ts";
import { UsageError } from "./usage-error.ts";

/** What the paths on the command line mean. */
export interface Input extends Pick<Gathered, "wanted" | "skipped"> {
  readonly histories: readonly OpenedHistory[];
  /** What is wrong in safe-migrations.json files, one line each. */
  readonly problems: readonly string[];
  /** What the nearest safe-migrations.json says, over what was handed in. */
  readonly settingsOf: (history: OpenedHistory) => Settings;
}

/** A named file is checked with the folder it lies in before it. Throws UsageError. */
export function readInput(service: Service, gathered: Gathered, settings: Settings): Input {
  const { cwd, nearby, wanted, skipped } = gathered;
  const configured = surroundings(nearby, cwd, settings);
  const histories = choose(service, gathered, configured);
  return {
    histories,
    wanted,
    skipped,
    problems: problemLines(configured, histories, cwd),
    settingsOf: ({ folder }) => configured.settingsFor(joinPath(configured.base, folder)),
  };
}

/** What the repository around a folder says. */
export const configuration = (cwd: string, folder: string, settings: Settings): Configured =>
  surroundings(findAllNearby(resolve(cwd), [folder]), cwd, settings);

const surroundings = (
  { files, mentions }: AllNearby,
  cwd: string,
  settings: Settings,
): Configured => readSurroundings(slashes(resolve(cwd)), files, settings, mentions);

/** What is written at the top of the repository holds for the folders below. Throws UsageError. */
export function mustLieBelow(histories: readonly OpenedHistory[]): void {
  const outside = histories.find((one) => one.folder.startsWith(".."));
  if (outside)
    throw new UsageError(`${outside.folder}: run this at the top of the repository, above it`);
}

const problemLines = (
  configured: Configured,
  histories: readonly OpenedHistory[],
  cwd: string,
): readonly string[] =>
  configProblems(configured, histories).map(
    ({ path, start, message }) =>
      `${posix(cwd, path)}:${start.line + 1}:${start.character + 1}: ${message}`,
  );

function choose(
  service: Service,
  { files, wanted, named, paths }: Gathered,
  configured: Configured,
): readonly OpenedHistory[] {
  const sources = [...files.values()].filter(isOurs);
  const histories = [...service.open(sources, configured)];
  const known = new Set(histories.flatMap((one) => one.files.flatMap(writtenPaths)));
  // A file that the user names is checked, migration or not: alone, when its folder does not take it.
  for (const name of named) {
    const source = sources.find((one) => one.path === name);
    if (!known.has(name) && source && /\.sql$/i.test(name)) histories.push(service.alone(source));
  }
  const chosen = histories.filter((one) =>
    one.files.some((file) => writtenPaths(file).some((path) => wanted.has(path))),
  );
  if (chosen.length === 0)
    throw new UsageError(
      `${paths.join(", ") || "."}: no migrations here (files that begin with a version, or a folder of a known tool)`,
    );
  return chosen;
}
