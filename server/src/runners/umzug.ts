import { oneQuery } from "./one-query.ts";
import { textOrder } from "./order.ts";
import type { Runner } from "./runner.ts";
import { scriptTool, sqlOfScripts } from "./script-tools.ts";

/** Umzug 3.8 (src/umzug.ts; its readme's recipe for `*.up.sql`): by path, no transaction, recorded apart. */
export const umzug: Runner = {
  ...sqlOfScripts,
  id: "umzug",
  recognises: (folder) =>
    scriptTool(
      folder,
      /(?:\.[cm]?[jt]s|(?:^|\/)\.sequelizerc)$/,
      /["'`]([^"'`*]*?)\/\*[^"'`]*\.sql["'`]/g,
      /^.*\bnew Umzug\b.*$/m,
    ),
  order: textOrder,
  transaction: oneQuery,
  repeats: "crash",
  splitter: { cuts: "none" },
  late: "applied",
  duplicates: "both",
  record: ["SequelizeMeta"],
  seeds: "seeders/",
};
