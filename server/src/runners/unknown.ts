import { baseOf } from "../text/path.ts";
import type { Folder } from "./folder.ts";
import { byText } from "./order.ts";
import { ownCode } from "./own-code.ts";
import { pairedFile, wholeFile } from "./parts.ts";
import type { Runner } from "./runner.ts";
import { named } from "./signs.ts";

const version = (name: string): RegExpExecArray | null => /^\D*?(\d+)/.exec(baseOf(name));

const numbered = /^[VvMm]?[_-]?\d[^/]*\.sql$/i;

const isMigration = (name: string): boolean =>
  /^[^/]*\.sql$/i.test(name) &&
  /^[VvMm]?[_-]?\d/.test(name) &&
  !/(?:[._-](?:down|undo|rollback|revert))\.sql$/i.test(name);

/** Numbered so that pgTAP runs them in order: over a database that has its tables. */
const isOfTests = ({ files }: Folder): boolean =>
  files.some(({ text }) => calls("(?:no_)?plan").test(text) && calls("finish").test(text));

/** `SELECT plan(…)`, `SELECT * FROM tap.finish()`: a table may be called so as well. */
const calls = (name: string): RegExp =>
  new RegExp(`\\bselect\\s+(?:\\*\\s+from\\s+)?(?:\\w+\\.)?${name}\\s*\\(`, "i");

/**
 * No tool was recognised: files that begin with a version, by number. That it may run a file twice, or takes a late
 * one, cannot be ruled out; what is assumed is what most tools do.
 */
export const unknown: Runner = {
  id: "unknown",
  recognises: (folder) => {
    const first = folder.files.find((file) => isMigration(file.name));
    if (!first || isOfTests(folder)) return undefined;
    const code = ownCode(folder);
    if (code?.keepsRecord)
      return {
        sign: "used",
        because: `code of the project, ${code.path}: ${code.what}, with a record of its own`,
        away: 100,
      };
    return named(
      { ...folder, files: [first] },
      numbered,
      "the name begins with a number; no tool was recognised",
    );
  },
  isMigration,
  order: {
    key: "number",
    compare: (one, other) => {
      const [a, b] = [version(one)?.[1], version(other)?.[1]];
      if (a === undefined || b === undefined) return byText(one, other);
      const [left, right] = [BigInt(a), BigInt(b)];
      return left < right ? -1 : left > right ? 1 : byText(one, other);
    },
  },
  up: wholeFile,
  down: pairedFile(/\.up\.sql$/i, ".down.sql"),
  directives: [],
  transaction: { grouping: "one query", isOutside: () => false, outside: "one query" },
  repeats: "crash",
  splitter: { cuts: "dollar-aware" },
  late: "applied",
  duplicates: "both",
  edited: "unnoticed",
  gaps: "allowed",
  record: [],
  numbering: "sequence",
  nameParts: (name) => {
    const found = /^([VvMm]?[_-]?)(\d+)(__?|[-.])(.*?)(?:\.up)?\.sql$/i.exec(name);
    if (!found) return undefined;
    const [, prefix = "", version = "", separator = "_", words = ""] = found;
    return { version, words, prefix, separator };
  },
  newFiles: ({ version: number, words, prefix, separator, up, down, pairs }) =>
    pairs
      ? [
          { name: `${prefix}${number}${separator}${words}.up.sql`, text: `${up}\n` },
          { name: `${prefix}${number}${separator}${words}.down.sql`, text: `${down}\n` },
        ]
      : [{ name: `${prefix}${number}${separator}${words}.sql`, text: `${up}\n` }],
};
