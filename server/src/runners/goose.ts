import { baseOf } from "../text/path.ts";
import { numberedName } from "./names.ts";
import { ownLine } from "./opt-out.ts";
import { numberOrder } from "./order.ts";
import { after, between } from "./parts.ts";
import type { Runner } from "./runner.ts";
import { configured, every, manifests, marked } from "./signs.ts";

const up = /^[ \t]*--[ \t]*\+goose[ \t]+up\b[^\n]*\n?/im;
const down = /^[ \t]*--[ \t]*\+goose[ \t]+down\b[^\n]*\n?/im;

/** pressly/goose 3.27: internal/sqlparser/parser.go, migrate.go, up.go. */
export const goose: Runner = {
  id: "goose",
  recognises: (folder) =>
    marked(folder, /^[ \t]*--[ \t]*\+goose[ \t]+up\b/im) ??
    configured(folder, manifests.scripts, (text) =>
      every(text, /\bGOOSE_MIGRATION_DIR["']?\s*[:=]\s*["']?([\w./-]+)/g),
    ),
  isMigration: (name) => /^\d+_[^/]*\.sql$/.test(name) && BigInt(version(name)) >= 1n,
  // Go migrations are compiled into the program that runs the folder.
  isProgram: (name) => /^\d+_[^/]*(?<!_test)\.go$/.test(name),
  order: numberOrder(/^(\d+)_/),
  up: (text) => between(text, up, down),
  down: {
    kind: "part",
    part: (text) => after(text, down),
    opens: "-- +goose Down",
  },
  directives: [
    "-- +goose Up",
    "-- +goose Down",
    "-- +goose StatementBegin",
    "-- +goose StatementEnd",
    "-- +goose NO TRANSACTION",
    "-- +goose ENVSUB ON",
    "-- +goose ENVSUB OFF",
  ],
  transaction: {
    grouping: "per file",
    isOutside: ({ text }) => /^[ \t]*--[ \t]*\+goose[ \t]+no[ \t]+transaction\b/im.test(text),
    outside: "per statement",
    optOut: ownLine("-- +goose NO TRANSACTION"),
  },
  repeats: "never",
  // A statement ends with the line that ends with a semicolon; dollar quotes are not read (goose#231, #503).
  splitter: {
    cuts: "semicolon",
    around: { before: "-- +goose StatementBegin", after: "-- +goose StatementEnd" },
  },
  late: "refused",
  duplicates: "refused",
  edited: "unnoticed",
  gaps: "allowed",
  record: ["goose_db_version"],
  seeds: "a folder that is run with -no-versioning",
  adjusts: (folder) =>
    folder.nearby.some(({ path, text }) =>
      /\.go$/.test(path)
        ? /goose\.WithAllowMissing\(\)|WithAllowOutofOrder\(true\)/.test(text)
        : /\bgoose\b[^\n]*-allow-missing/.test(text),
    )
      ? { late: "applied" }
      : {},
  numbering: "timestamp",
  nameParts: numberedName(/\.sql/),
  newFiles: ({ version: number, words, up: body, down: reverse, outsideTransaction, block }) => {
    const marked = block ? `-- +goose StatementBegin\n${body}\n-- +goose StatementEnd` : body;
    const head = outsideTransaction ? "-- +goose NO TRANSACTION\n" : "";
    const text = `${head}-- +goose Up\n${marked}\n\n-- +goose Down\n${reverse}\n`;
    return [{ name: `${number}_${words}.sql`, text }];
  },
};

const version = (name: string): string => /^\d+/.exec(baseOf(name))?.[0] ?? "0";
