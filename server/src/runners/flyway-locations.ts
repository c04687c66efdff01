import { joinPath, parentOf, within } from "../text/path.ts";
import { locationsWritten } from "./flyway-configuration.ts";
import type { NearbyFile } from "./folder.ts";

/**
 * The location of a migration: Flyway reads `db/migration`, its default, and what `flyway.locations` names, each with all
 * folders below. What lies in one that is called like a database belongs to that database's own location
 * (`db/migration/{vendor}`). `path` is in the form of `nearby`'s paths.
 */
export function flywayLocation(path: string, nearby: readonly NearbyFile[]): string | undefined {
  if (!migration.test(path)) return undefined;
  const location = byDefault.exec(path)?.[1] ?? named(path, nearby);
  if (location === undefined) return undefined;
  const [first = ""] = path.slice(location.length + 1).split("/");
  return vendors.has(first) ? `${location}/${first}` : location;
}

export const isFlywayLocation = (folder: string, nearby: readonly NearbyFile[]): boolean =>
  flywayLocation(`${folder}/V1__a.sql`, nearby) === folder;

/** What runs a location of several runs the others too. */
export const isOneOfSeveral = (folder: string, nearby: readonly NearbyFile[]): boolean =>
  configurations(nearby).some(
    (one) =>
      one.several && one.locations.some((location) => holding(location, `${folder}/V1__a.sql`)),
  );

const migration = /(?:^|\/)(?:[VBU]\d[\d._]*|R)__[^/]*\.sql$/;
const byDefault = /^(.*?(?:^|\/)db\/migration)\//;

/** Spring Boot's DatabaseDriver, in lower case, and what people call the same. */
const vendors = new Set(
  "postgresql postgres h2 hsqldb derby mysql mariadb oracle sqlserver mssql sqlite db2 common".split(
    " ",
  ),
);

/** What a second configuration names within a location is a history of its own there. */
const named = (path: string, nearby: readonly NearbyFile[]): string | undefined =>
  configurations(nearby)
    .flatMap(({ locations }) => locations.flatMap((location) => holding(location, path) ?? []))
    .sort((a, b) => b.length - a.length)[0];

interface Location {
  /** Folders that it may be. */
  readonly folders: readonly string[];
  /** On the class path: the folder below the resources of any module. */
  readonly resource?: string;
}

interface Configuration {
  readonly locations: readonly Location[];
  readonly several: boolean;
}

/** The folder of the location that a file lies in. */
function holding({ folders, resource }: Location, path: string): string | undefined {
  const folder = folders.find((one) => (within(one, path) ?? "") !== "");
  if (folder !== undefined || resource === undefined) return folder;
  const end = `/src/main/resources/${resource}/`;
  const at = `/${path}`.indexOf(end);
  return at < 0 ? undefined : path.slice(0, at + end.length - 2);
}

const known = new WeakMap<readonly NearbyFile[], readonly Configuration[]>();

function configurations(nearby: readonly NearbyFile[]): readonly Configuration[] {
  const before = known.get(nearby);
  if (before) return before;
  const found = nearby.flatMap((file) => {
    const written = outermost(locationsWritten(file));
    const locations = written.flatMap((one) => locationOf(file.path, one) ?? []);
    return written.length === 0 ? [] : [{ locations, several: written.length > 1 }];
  });
  known.set(nearby, found);
  return found;
}

/** Flyway leaves out a location that lies in another one. */
const outermost = (written: readonly string[]): readonly string[] =>
  [...new Set(written)].filter((one) => !written.some((other) => one.startsWith(`${other}/`)));

/** Documentation of Flyway, "Locations": without a prefix it is on the class path. Wildcards and placeholders are left. */
function locationOf(path: string, written: string): Location | undefined {
  const [, prefix = "classpath", place = ""] =
    /^(?:(classpath|filesystem):)?([\w./-]+)$/.exec(written.replace(ownFolder, "")) ?? [];
  const home = parentOf(path);
  if (prefix === "filesystem")
    // Spring runs in the folder of the module, Flyway's own program in that of its configuration.
    return place.startsWith("/") || place === "" || place === "."
      ? undefined
      : {
          folders: [
            joinPath(
              home.replace(/(?:^|\/)src\/(?:main|test)\/resources(?:\/config)?$/, ""),
              place,
            ),
          ],
        };
  const resource = joinPath("", place.replace(/^\/+/, ""));
  return resource === "" ? undefined : { folders: [joinPath(home, resource)], resource };
}

/** What Maven and Gradle call the folder of the build file. */
const ownFolder = /\$\{(?:project\.)?(?:basedir|projectDir)\}\/|\$projectDir\//;
