import { ownCode } from "./own-code.ts";
import type { Runner } from "./runner.ts";
import { unknown } from "./unknown.ts";

const upwards = /\.up\.sql$/i;
const reverse = /[._-](?:down|undo|rollback|revert)\.sql$/i;

/**
 * No tool, and no record: code or a script of the project runs every file of the folder each time it starts.
 * By name, since directory listings and shell patterns are sorted so.
 */
export const noTracker: Runner = {
  ...unknown,
  id: "no-tracker",
  recognises: (folder) => {
    if (!folder.files.some(({ name }) => noTracker.isMigration(name, folder))) return undefined;
    const code = ownCode(folder);
    if (!code || code.keepsRecord) return undefined;
    return { sign: "used", because: `${code.path}: ${code.what}`, away: -1 };
  },
  // A list that takes .up.sql leaves everything else but what the code asks for by name, such as seed.sql; without
  // such names every .sql file is run.
  isMigration: (name, folder) =>
    /^[^/]+\.sql$/i.test(name) &&
    !reverse.test(name) &&
    (!folder.files.some((file) => upwards.test(file.name)) ||
      upwards.test(name) ||
      (ownCode(folder)?.names.includes(name) ?? false)),
  adjusts: (folder) => {
    const grouping = ownCode(folder)?.grouping;
    return grouping === undefined
      ? {}
      : { transaction: { ...unknown.transaction, grouping, outside: grouping } };
  },
  order: { key: "text", compare: (one, other) => (one < other ? -1 : one > other ? 1 : 0) },
  repeats: "always",
  late: "applied",
  duplicates: "both",
  edited: "again",
};
