import { baseOf } from "../text/path.ts";
import { afterWhatTheyNeed } from "./dependency-order.ts";
import type { Folder } from "./folder.ts";
import { numberedName } from "./names.ts";
import { ownLine } from "./opt-out.ts";
import { byText } from "./order.ts";
import { wholeFile } from "./parts.ts";
import type { Recognition, Runner } from "./runner.ts";
import { configured, every } from "./signs.ts";

/**
 * yoyo 8.2: migrations.py, backends/base.py; measured with Debian's program. Each file is run in a transaction; its
 * record is written in another one afterwards (apply_one), so that a crash between them runs the file again.
 */
export const yoyo: Runner = {
  id: "yoyo",
  recognises: (folder) =>
    configured(folder, /(?:^|\/)yoyo\.ini$/, sources) ??
    configured(folder, /\.py$/, (text) =>
      every(text, /\bread_migrations\(\s*["']([\w./-]+)["']/g),
    ) ??
    dependent(folder),
  isMigration,
  order: { key: "text", compare: byText, listed },
  up: wholeFile,
  down: {
    kind: "file",
    file: (name) => (isMigration(name) ? name.replace(/\.sql$/, ".rollback.sql") : undefined),
  },
  directives: ["-- depends:", "-- transactional: false"],
  transaction: {
    grouping: "per file",
    isOutside: ({ text }) => header(text, "transactional").join(" ").toLowerCase() === "false",
    outside: "per statement",
    optOut: ownLine("-- transactional: false"),
  },
  repeats: "crash",
  // sqlparse.split.
  splitter: { cuts: "dollar-aware" },
  late: "applied",
  // The record holds names of files.
  duplicates: "both",
  edited: "unnoticed",
  gaps: "allowed",
  record: ["_yoyo_migration", "_yoyo_log", "_yoyo_version", "yoyo_lock"],
  numbering: "timestamp",
  nameParts: (name) => {
    const parts = numberedName(/\.sql/)(name);
    return parts && { ...parts, separator: /^\d+(__?|[-.])/.exec(name)?.[1] ?? "_" };
  },
  newFiles: ({ version, separator, words, up, down, outsideTransaction, before }) => {
    const name = `${version}${separator}${words}`;
    const last = before.findLast((one) => !isHook(one));
    const depends = last === undefined ? "" : ` ${idOf(last)}`;
    const option = outsideTransaction ? "-- transactional: false\n" : "";
    return [
      { name: `${name}.sql`, text: `-- depends:${depends}\n${option}\n${up}\n` },
      { name: `${name}.rollback.sql`, text: `${down}\n` },
    ];
  },
};

/** A migration is known by its file's name. */
export const idOf = (name: string): string => baseOf(name).replace(/\.(?:sql|py)$/, "");

/** The migrations that a SQL file names as those to be run before it. */
export const dependsOn = (text: string): readonly string[] =>
  header(text, "depends").flatMap((names) => names.split(/\s+/).filter((one) => one !== ""));

function isMigration(name: string): boolean {
  return /^[^/]+\.sql$/.test(name) && !/\.rollback\.sql$/.test(name);
}

/** After all others: such a file is run whenever there was something to run. */
export const isHook = (name: string): boolean => baseOf(name).startsWith("post-apply");

function listed(folder: Folder): readonly string[] {
  const found = folder.files
    .filter(({ name }) => isMigration(name))
    .map(({ name, text }) => ({ name, id: idOf(name), depends: dependsOn(text) }))
    .sort((a, b) => Number(isHook(a.name)) - Number(isHook(b.name)) || byText(a.name, b.name));
  return afterWhatTheyNeed(found).map((one) => one.name);
}

/** What comment lines say before the first statement. */
function header(text: string, directive: "depends" | "transactional"): readonly string[] {
  const out: string[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (!/^\s*(?:--.*)?$/.test(line)) break;
    const said = /^\s*--\s*(depends|transactional)\s*:\s*(.*)$/.exec(line);
    if (said?.[1] === directive) out.push((said[2] ?? "").trim());
  }
  return out;
}

/** A file that names another one of the folder as yoyo wants it. */
function dependent(folder: Folder): Recognition | undefined {
  const ids = new Set(
    folder.files.filter(({ name }) => isMigration(name)).map(({ name }) => idOf(name)),
  );
  for (const { name, text } of folder.files) {
    const [first] = isMigration(name) ? dependsOn(text).filter((one) => ids.has(one)) : [];
    if (first !== undefined)
      return { sign: "marked", because: `${folder.path}/${name}: \`-- depends: ${first}\`` };
  }
  return undefined;
}

const sources = (text: string): readonly string[] =>
  every(text, /^sources\s*=\s*(.+)$/gm).flatMap((said) =>
    said.split(/\s+/).map((one) => one.replace(/^%\(here\)s\/?/, "")),
  );
