import { flywayLocation } from "../runners/flyway-locations.ts";
import type { NearbyFile } from "../runners/folder.ts";
import { baseOf, joinPath, parentOf, within } from "../text/path.ts";

/**
 * Says of an SQL file to which folder of migrations it belongs. `base`: in front of the files' paths, where those are
 * relative; `nearby`: configuration around them.
 */
export function folders(
  base: string,
  nearby: readonly NearbyFile[],
): (file: { readonly path: string; readonly text: string }) => string {
  const plans = new Set(
    nearby.flatMap(({ path }) => (baseOf(path) === "sqitch.plan" ? [parentOf(path)] : [])),
  );
  return ({ path, text }) => {
    const folder = parentOf(path);
    if (ownFolder.has(baseOf(path))) return parentOf(folder);
    if (baseOf(folder) === "committed" && /^--! Previous:/m.test(text)) return parentOf(folder);
    const location = flywayLocation(joinPath(base, path), nearby);
    if (location !== undefined)
      return path.startsWith("/") ? location : (within(base, location) ?? folder);
    const top = /^(.*?\/?)(?:deploy|revert|verify)\/.+$/.exec(path)?.[1];
    if (top === undefined) return folder;
    const home = top.replace(/\/$/, "");
    return plans.has(joinPath(base, home)) ? home : folder;
  };
}

/** The folder to list for a file (absolute path) that nobody has read: the one it belongs to, or one above that. */
export function folderToList(path: string, nearby: readonly NearbyFile[]): string {
  const folder = parentOf(path);
  const isInParts = (ownFolder.has(baseOf(path)) && folder !== "") || parts.has(baseOf(folder));
  return flywayLocation(path, nearby) ?? (isInParts ? parentOf(folder) : folder);
}

/** What a migration consists of that is a folder of its own (Prisma, Diesel). */
const ownFolder: ReadonlySet<string> = new Set(["migration.sql", "up.sql", "down.sql"]);

/** Sqitch's folders beside its plan, and graphile-migrate's beside current.sql. */
const parts: ReadonlySet<string> = new Set(["deploy", "revert", "verify", "committed"]);
