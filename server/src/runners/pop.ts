import { joinPath } from "../text/path.ts";
import type { Folder } from "./folder.ts";
import { folderName } from "./names.ts";
import { byText } from "./order.ts";
import { wholeFile } from "./parts.ts";
import type { Runner } from "./runner.ts";
import { manifests, used } from "./signs.ts";

// gobuffalo/pop: migration_info.go, file_migrator.go; `.autocommit` is ory/x's popx.
const form = /^(\d+)_([^./]+)(?:\.(\w+))?(?:\.autocommit)?\.up\.sql$/;
const dialects = new Set(["postgres", "postgresql", "pg"]);
const otherDialects = new Set([
  "cockroach",
  "cockroachdb",
  "mysql",
  "mariadb",
  "sqlite",
  "sqlite3",
]);

const parse = (name: string): { version: string; dialect: string } | undefined => {
  const found = form.exec(name);
  if (!found) return undefined;
  const infix = found[3] === "autocommit" ? "" : (found[3] ?? "");
  return { version: found[1] ?? "", dialect: infix };
};

/** The dialect's own file stands in for the one that holds for all databases. */
function isMigration(name: string, folder: Folder): boolean {
  const parsed = parse(name);
  if (!parsed) return false;
  if (dialects.has(parsed.dialect)) return true;
  if (parsed.dialect !== "") return false;
  return !folder.files.some((file) => {
    const other = parse(file.name);
    return other?.version === parsed.version && dialects.has(other.dialect);
  });
}

/** What goes down is chosen as what goes up is, and apart from it: the dialect's own file, else that for all of them. */
function reverseOf(name: string, folder: Folder): string | undefined {
  const own = parse(name);
  if (!own) return undefined;
  const reverses = folder.files.flatMap((file) => {
    const found = parse(file.name.replace(/\.down\.sql$/, ".up.sql"));
    return file.name.endsWith(".down.sql") && found?.version === own.version
      ? [{ name: file.name, dialect: found.dialect }]
      : [];
  });
  const chosen =
    reverses.find(({ dialect }) => dialects.has(dialect)) ??
    reverses.find(({ dialect }) => dialect === "");
  return chosen?.name ?? name.replace(/\.up\.sql$/, ".down.sql");
}

export const pop: Runner = {
  id: "pop",
  recognises: (folder) => {
    const infix = folder.files.find(({ name }) => {
      const dialect = parse(name)?.dialect ?? "";
      return dialects.has(dialect) || otherDialects.has(dialect);
    });
    if (infix)
      return {
        sign: "marked",
        because: `${joinPath(folder.path, infix.name)}: the database in the file's name`,
      };
    if (!folder.files.some(({ name }) => form.test(name))) return undefined;
    return used(folder, manifests.go, /^.*(?:gobuffalo|ory)\/(?:pop|x\/popx)\b.*$/m);
  },
  isMigration,
  leavesOut: (name) => {
    const infix = /\.(\w+)(?:\.autocommit)?\.(?:up|down)\.sql$/.exec(name)?.[1] ?? "";
    return otherDialects.has(infix) || /\.(?:up|down)\.sql$/.test(name);
  },
  // Versions are compared as text.
  order: {
    key: "text",
    compare: (one, other) =>
      byText(parse(one)?.version ?? one, parse(other)?.version ?? other) || byText(one, other),
  },
  up: wholeFile,
  down: { kind: "file", file: reverseOf },
  directives: [],
  transaction: {
    grouping: "per file",
    isOutside: ({ name }) => /\.autocommit\.up\.sql$/.test(name),
    outside: "one query",
    optOut: {
      kind: "file",
      file: (name) => ({ name: name.replace(/\.up\.sql$/, ".autocommit.up.sql"), text: "" }),
    },
  },
  repeats: "never",
  // ory/x: popx takes any file system, and fsx.Merge lays a library's (networkx.Migrations) over the program's own.
  runsOthers: (folder) => used(folder, manifests.go, /^.*\bory\/x\b.*$/m) !== undefined,
  splitter: {
    cuts: "none",
    forbidden: [{ text: /\{\{/, because: "pop reads {{ as a template" }],
  },
  late: "applied",
  duplicates: "second fails",
  edited: "unnoticed",
  gaps: "allowed",
  record: ["schema_migration"],
  numbering: "timestamp",
  nameParts: folderName(/^(\d+)_([^./]+)(?:\.\w+)*\.up\.sql$/),
  newFiles: ({ version, words, up, down, outsideTransaction }) => {
    const infix = outsideTransaction ? ".autocommit" : "";
    return [
      { name: `${version}_${words}${infix}.up.sql`, text: `${up}\n` },
      { name: `${version}_${words}${infix}.down.sql`, text: `${down}\n` },
    ];
  },
};
