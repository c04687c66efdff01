import { insertAt } from "../text/edits.ts";
import { joinPath, parentOf } from "../text/path.ts";
import { textOf } from "./folder.ts";
import { numberedName } from "./names.ts";
import { byNumber } from "./order.ts";
import { noDown, wholeFile } from "./parts.ts";
import type { Runner } from "./runner.ts";
import { every, marked } from "./signs.ts";

// liquibase.parser.core.formattedsql: FormattedSqlChangeLogParser.
const mark = /^\s*--\s*liquibase\s*formatted.*/i;

/** Liquibase, formatted SQL; measured with 3.10: one transaction for each changeset, cut at every semicolon. */
export const liquibase: Runner = {
  id: "liquibase",
  recognises: (folder) => marked(folder, mark),
  isMigration: (name, folder) => mark.test(textOf(folder, name) ?? ""),
  order: {
    key: "plan",
    compare: byNumber(/^\D*(\d+)/),
    listed: (folder) => {
      const included = folder.nearby
        .filter(({ path }) => /(?:^|\/)[^/]*changelog[^/]*\.(?:ya?ml|xml|json)$/i.test(path))
        .flatMap(({ path, text }) =>
          every(text, /\bfile["']?\s*[:=]\s*["']?([\w./-]+\.sql)/g).flatMap((file) =>
            [joinPath(parentOf(path), file), joinPath("", file)].flatMap(
              (one) =>
                folder.files.find(({ name }) => endsAlike(joinPath(folder.path, name), one))
                  ?.name ?? [],
            ),
          ),
        );
      return included.length > 0 ? [...new Set(included)] : undefined;
    },
  },
  up: wholeFile,
  down: noDown,
  directives: [
    "--liquibase formatted sql",
    "--changeset author:id",
    "--rollback",
    "--preconditions",
    "runInTransaction:false",
    "splitStatements:false",
  ],
  transaction: {
    grouping: "per changeset",
    isOutside: ({ text }) => /^\s*--\s*changeset\b[^\n]*\brunInTransaction:false/im.test(text),
    outside: "per statement",
    optOut: {
      kind: "directive",
      text: "runInTransaction:false",
      place: "on the line that opens the up part",
      edit: (text) => {
        const found = /^\s*--\s*changeset\b[^\r\n]*/im.exec(text);
        const at = found ? found.index + found[0].trimEnd().length : 0;
        return insertAt(at, " runInTransaction:false");
      },
    },
  },
  repeats: "never",
  splitter: {
    cuts: "semicolon",
    keepWhole: (text, at) => {
      const line = [...text.slice(0, at).matchAll(/^\s*--\s*changeset\b[^\r\n]*/gim)].at(-1);
      if (!line || /\bsplitStatements:false\b/i.test(line[0])) return undefined;
      return insertAt(line.index + line[0].trimEnd().length, " splitStatements:false");
    },
  },
  late: "applied",
  duplicates: "refused",
  edited: "refused",
  gaps: "allowed",
  record: ["databasechangelog", "databasechangeloglock"],
  seeds: "loadData, contexts",
  numbering: "sequence",
  nameParts: numberedName(/\.sql/),
  newFiles: ({ version, words, up, down, outsideTransaction, block }) => {
    const options = `${outsideTransaction ? " runInTransaction:false" : ""}${block ? " splitStatements:false" : ""}`;
    const reverse = down
      .split("\n")
      .map((line) => `--rollback ${line}\n`)
      .join("");
    return [
      {
        name: `${version}_${words}.sql`,
        text: `--liquibase formatted sql\n\n--changeset author:${version}-${words}${options}\n${up}\n${down === "" ? "" : reverse}`,
      },
    ];
  },
};

/** A changelog names files from its own folder or from a search path that it does not tell. */
const endsAlike = (path: string, written: string): boolean =>
  path === written || path.endsWith(`/${written}`);
