import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readSettings } from "../../server/src/config/settings.ts";
import { readSurroundings } from "../../server/src/config/surroundings.ts";
import { type OpenedHistory, openHistories } from "../../server/src/history/open.ts";
import { maySayWho } from "../../server/src/runners/nearby.ts";

const here = import.meta.dirname;

/** The histories of a project in this folder, as the language server and the command line open them. */
export function openProject(name: string): readonly OpenedHistory[] {
  return openFiles(
    readdirSync(join(here, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [
          path.slice(join(here, name).length + 1).replaceAll("\\", "/"),
          readFileSync(path, "utf8"),
        ] as const;
      }),
  );
}

/** Files by path; those that are no SQL are what lies around. */
export function openFiles(files: readonly (readonly [string, string])[]): readonly OpenedHistory[] {
  const given = files.map(([path, text]) => ({ path, text }));
  const sql = given.filter(({ path }) => path.endsWith(".sql"));
  const nearby = given
    .filter(({ path }) => maySayWho(path))
    .map(({ path, text }) => ({ path: `/project/${path}`, text }));
  return openHistories(sql, readSurroundings("/project", nearby, readSettings(undefined).settings));
}
