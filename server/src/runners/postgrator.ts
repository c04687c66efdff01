import { folderName } from "./names.ts";
import { oneQuery } from "./one-query.ts";
import { numberOrder } from "./order.ts";
import { pairedFile, wholeFile } from "./parts.ts";
import type { Runner } from "./runner.ts";
import { manifests, named, used } from "./signs.ts";

const form = /^\d+\.do(?:\.[^/]*)?\.sql$/;

/** rickbergfalk/postgrator 8 (index.js, lib/), run against PostgreSQL 15: only what is above the newest version runs. */
export const postgrator: Runner = {
  id: "postgrator",
  recognises: (folder) => {
    const name = named(folder, form, "a file named N.do.name.sql");
    const use = name && used(folder, manifests.node, /^.*"postgrator(?:-cli)?":.*$/m);
    return use ?? (name && { ...name, sign: "marked" });
  },
  isMigration: (name) => form.test(name),
  order: numberOrder(/^(\d+)/),
  up: wholeFile,
  // The action is all that differs in the file's name; the words may differ too, then there is no pair to find.
  down: pairedFile(/^(\d+)\.do\./, "$1.undo."),
  directives: [],
  transaction: oneQuery,
  repeats: "crash",
  splitter: { cuts: "none" },
  late: "skipped",
  duplicates: "refused",
  edited: "refused",
  gaps: "allowed",
  record: ["schemaversion"],
  numbering: "sequence",
  nameParts: folderName(/^(\d+)\.do\.?(.*)\.sql$/),
  newFiles: ({ version, words, up, down }) => [
    { name: `${version}.do.${words}.sql`, text: `${up}\n` },
    { name: `${version}.undo.${words}.sql`, text: `${down}\n` },
  ],
};
