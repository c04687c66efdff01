import {
  type Declared,
  type Environment,
  nothingDeclared,
  type Preset,
} from "../history/declared.ts";
import type { NearbyFile } from "../runners/folder.ts";
import { joinPath } from "../text/path.ts";
import type { Settings } from "./settings.ts";

type Entry = Settings["histories"][number];

/**
 * What settings say about one folder of migrations: the entry of `histories` that names it, over what holds for all.
 * `home`: the folder that paths in the settings are relative to.
 */
export function declaredFor(
  settings: Settings,
  home: string,
  folder: string,
  nearby: readonly NearbyFile[],
): Declared {
  const entry: Entry =
    settings.histories.find((one) => joinPath(home, one.folder ?? "") === folder) ?? {};
  const runner = entry.runner ?? settings.runner;
  const postgresVersion = entry.postgresVersion ?? settings.postgresVersion;
  const environment = { ...settings.environment, ...entry.environment };
  return {
    ...(runner === "auto" ? {} : { runner }),
    ...(postgresVersion === null ? {} : { postgresVersion }),
    rules: { ...settings.rules, ...entry.rules },
    environment: readEnvironment(environment, home, nearby),
  };
}

function readEnvironment(
  given: Settings["environment"],
  home: string,
  nearby: readonly NearbyFile[],
): Environment {
  const preset = given.preset === "none" ? undefined : (given.preset as Preset | undefined);
  const path = given.baseline === undefined ? undefined : joinPath(home, given.baseline);
  const baseline = nearby.find((file) => file.path === path);
  return {
    ...(preset ? { preset } : {}),
    roles: given.roles ?? nothingDeclared.roles,
    schemas: given.schemas ?? nothingDeclared.schemas,
    extensions: given.extensions ?? nothingDeclared.extensions,
    tables: given.tables ?? nothingDeclared.tables,
    ...(baseline ? { baseline } : {}),
  };
}
