import { parentOf } from "../text/path.ts";
import { folderName } from "./names.ts";
import { textOrder } from "./order.ts";
import { namesFolder } from "./own-code.ts";
import { noDown, wholeFile } from "./parts.ts";
import type { Runner } from "./runner.ts";

const mount =
  /^\s*-\s*["']?([^\s:"']+):\/docker-entrypoint-initdb\.d\/?(?=[:"'\s]|$)|^\s*source:\s*["']?([^\s"']+)["']?\s*\n\s*target:\s*["']?\/docker-entrypoint-initdb\.d\/?["']?\s*$|^\s*(?:COPY|ADD)\s+(?:--\S+\s+)*(\S+?)\/?\s+\/docker-entrypoint-initdb\.d\/?\s*$/gm;

/**
 * The official image's docker-entrypoint.sh: psql -v ON_ERROR_STOP=1 for each file, by name, once, when the data
 * directory is empty. What fails half-way is never run again in that directory.
 */
export const initdb: Runner = {
  id: "docker-entrypoint-initdb.d",
  recognises: (folder) => {
    if (!folder.files.some(({ name }) => initdb.isMigration(name, folder))) return undefined;
    if (folder.files.some(({ name }) => /\.(?:up|down)\.sql$/.test(name))) return undefined;
    for (const file of folder.nearby) {
      if (!/(?:Dockerfile[^/]*|compose[^/]*\.ya?ml)$/.test(file.path)) continue;
      for (const found of file.text.matchAll(mount)) {
        const written = (found[1] ?? found[2] ?? found[3] ?? "").replace(
          /\/(?:\*(?:\.sql)?)?$/,
          "",
        );
        if (namesFolder(folder, parentOf(file.path), written))
          return { sign: "used", because: `${file.path}: \`${found[0].trim()}\``, away: 50 };
      }
    }
    return undefined;
  },
  isMigration: (name) => /^[^/]+\.sql$/i.test(name),
  order: textOrder,
  up: wholeFile,
  down: noDown,
  directives: [],
  transaction: { grouping: "per statement", isOutside: () => false, outside: "per statement" },
  repeats: "never",
  splitter: { cuts: "dollar-aware" },
  late: "skipped",
  duplicates: "both",
  edited: "unnoticed",
  gaps: "allowed",
  record: [],
  numbering: "sequence",
  nameParts: folderName(/^(\d+)[-_](.*)\.sql$/i),
  newFiles: ({ version, words, up }) => [{ name: `${version}_${words}.sql`, text: `${up}\n` }],
};
