import type { Folder } from "./folder.ts";
import { folderName } from "./names.ts";
import { pairedFile, wholeFile } from "./parts.ts";
import type { Recognition, Runner } from "./runner.ts";
import { configured, every, used } from "./signs.ts";

/** SQL files of a tool whose migrations are scripts by right (Knex, TypeORM, Kysely, Umzug): numbered, up and down. */
export const sqlOfScripts: Pick<
  Runner,
  | "isMigration"
  | "up"
  | "down"
  | "directives"
  | "edited"
  | "gaps"
  | "numbering"
  | "nameParts"
  | "newFiles"
> = {
  isMigration: (name) =>
    /^\d+[-_.][^/]*\.sql$/.test(name) && !/[._-](?:down|undo|rollback|revert)\.sql$/i.test(name),
  up: wholeFile,
  down: pairedFile(/([._-])up\.sql$/, "$1down.sql"),
  directives: [],
  edited: "unnoticed",
  gaps: "allowed",
  numbering: "timestamp",
  nameParts: folderName(/^(\d+)[-_.](.*?)(?:\.up)?\.sql$/),
  newFiles: ({ version, words, up, down, pairs }) =>
    pairs
      ? [
          { name: `${version}_${words}.up.sql`, text: `${up}\n` },
          { name: `${version}_${words}.down.sql`, text: `${down}\n` },
        ]
      : [{ name: `${version}_${words}.sql`, text: `${up}\n` }],
};

/** The tool's configuration names the folder, or lies above it and the folder holds its kind of files. */
export function scriptTool(
  folder: Folder,
  config: RegExp,
  directory: RegExp,
  mention: RegExp,
): Recognition | undefined {
  if (!folder.files.some(({ name }) => sqlOfScripts.isMigration(name, folder))) return undefined;
  return (
    configured(folder, config, (text) => (mention.test(text) ? every(text, directory) : [])) ??
    used(folder, config, mention)
  );
}
