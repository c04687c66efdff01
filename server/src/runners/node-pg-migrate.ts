import { folderName } from "./names.ts";
import { byText } from "./order.ts";
import { after, between } from "./parts.ts";
import type { Runner } from "./runner.ts";
import { configured, every, manifests, used } from "./signs.ts";

const form = /^\d+[^/]*\.sql$/;
// src/sqlMigration.ts of node-pg-migrate 9.
const up = /^\s*--[\s-]*up\s+migration[^\n]*\n?/im;
const down = /^\s*--[\s-]*down\s+migration[^\n]*\n?/im;
const settings = /(?:^|\/)(?:\.node-pg-migraterc[^/]*|package\.json|config\/default\.json)$/;

/** salsita/node-pg-migrate 9 (src/runner.ts, src/migration.ts), run against PostgreSQL 15. */
export const nodePgMigrate: Runner = {
  id: "node-pg-migrate",
  recognises: (folder) => {
    if (!folder.files.some(({ name }) => form.test(name))) return undefined;
    return (
      configured(folder, settings, (text) =>
        /node-pg-migrate|pgmigrations|migrations-dir/.test(text)
          ? every(text, /"(?:migrations-dir|dir)"\s*:\s*"([^"]+)"/g)
          : [],
      ) ?? used(folder, manifests.node, /^.*"node-pg-migrate":.*$/m)
    );
  },
  isMigration: (name) => form.test(name),
  order: {
    key: "number",
    compare: (one, other) => {
      const [a, b] = [prefix(one), prefix(other)];
      return a < b ? -1 : a > b ? 1 : byText(one, other);
    },
  },
  up: (text) => between(text, up, down),
  down: {
    kind: "part",
    part: (text) => after(text, down, up),
    opens: "-- Down Migration",
  },
  directives: ["-- Up Migration", "-- Down Migration"],
  // Measured: SQL files cannot opt out; --no-single-transaction gives each file one of its own.
  transaction: { grouping: "all pending", isOutside: () => false, outside: "all pending" },
  repeats: "never",
  splitter: { cuts: "none" },
  late: "refused",
  duplicates: "both",
  edited: "unnoticed",
  gaps: "allowed",
  record: ["pgmigrations"],
  adjusts: (folder) => {
    const says = (pattern: RegExp): boolean =>
      folder.nearby.some(
        ({ path, text }) => /\.(?:json|[cm]?[jt]s|sh)$|rc$/.test(path) && pattern.test(text),
      );
    return {
      ...(says(/--no-check-order|"?check-?[oO]rder"?\s*:\s*false/)
        ? { late: "applied" as const }
        : {}),
      ...(says(/--no-single-transaction|"?single-?[tT]ransaction"?\s*:\s*false/)
        ? { transaction: { ...nodePgMigrate.transaction, grouping: "per file" as const } }
        : {}),
    };
  },
  numbering: "milliseconds",
  nameParts: folderName(/^(\d+)[_-](.*)\.sql$/),
  newFiles: ({ version, words, up: body, down: reverse }) => [
    {
      name: `${version}_${words}.sql`,
      text: `-- Up Migration\n${body}\n\n-- Down Migration\n${reverse}\n`,
    },
  ],
};

/** 17 digits are a UTC time (YYYYMMDDHHMMSSmmm), everything else is a number: both compare as milliseconds or indexes. */
function prefix(name: string): bigint {
  const digits = /^\d+/.exec(name)?.[0] ?? "0";
  const time = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})$/.exec(digits);
  if (!time) return BigInt(digits);
  const [year, month, day, hour, minute, second, rest] = time.slice(1).map(Number);
  return BigInt(
    Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0, rest ?? 0),
  );
}
