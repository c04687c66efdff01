import { baseOf } from "../text/path.ts";
import { isOneOfSeveral } from "./flyway-locations.ts";
import { folderName } from "./names.ts";
import { byText } from "./order.ts";
import { noDown, wholeFile } from "./parts.ts";
import type { Runner } from "./runner.ts";
import { manifests, named, used } from "./signs.ts";

const versioned = /(?:^|\/)[VB](\d[\d._]*?)__[^/]*\.sql$/;
const repeatable = /(?:^|\/)R__[^/]*\.sql$/;
const configuration =
  /(?:^|\/)(?:flyway[^/]*\.(?:conf|toml)|application[^/]*\.(?:ya?ml|properties)|pom\.xml|build\.gradle(?:\.kts)?)$/;
// Flyway sees by itself that these cannot run in a transaction (docs: "Migration transaction handling").
const cannotRunInside =
  /\b(?:create|drop)\s+(?:unique\s+)?index\s+concurrently\b|\breindex\s+(?:schema|database|system)\b|\bvacuum\b|\balter\s+system\b|\b(?:create|drop)\s+(?:database|tablespace)\b/i;

/** Flyway 12 documentation, "Migrations": dotted versions compared part by part; repeatable ones last, by description. */
export const flyway: Runner = {
  id: "flyway",
  recognises: (folder) => {
    const name = named(folder, versioned, "a file named V1__name.sql");
    if (!name) return undefined;
    const use =
      used(folder, configuration, /^.*\bflyway\b.*$/im) ??
      used(folder, manifests.java, /^.*\bflyway\b.*$/im);
    return use ? { ...use, because: `${name.because}; ${use.because}` } : name;
  },
  isMigration: (name) => versioned.test(name) || repeatable.test(name),
  order: {
    key: "number",
    compare: (one, other) => {
      const [a, b] = [version(one), version(other)];
      if (!a || !b) return a ? -1 : b ? 1 : byText(one, other);
      for (let i = 0; i < Math.max(a.length, b.length); i++) {
        const [left, right] = [a[i] ?? 0n, b[i] ?? 0n];
        if (left !== right) return left < right ? -1 : 1;
      }
      return byText(one, other);
    },
  },
  up: wholeFile,
  down: noDown,
  directives: [],
  transaction: {
    grouping: "per file",
    isOutside: ({ name, text, beside }) =>
      cannotRunInside.test(text) ||
      /^\s*executeInTransaction\s*=\s*false/m.test(beside(`${baseOf(name)}.conf`) ?? ""),
    outside: "per statement",
    optOut: {
      kind: "file",
      file: (name) => ({ name: `${name}.conf`, text: "executeInTransaction=false\n" }),
    },
  },
  repeats: "never",
  // Of a location for each database there may be one for all beside it.
  runsOthers: ({ path, nearby }) =>
    /(?:^|\/)db\/migration\/[^/]+$/.test(path) || isOneOfSeveral(path, nearby),
  splitter: {
    cuts: "dollar-aware",
    forbidden: [
      { text: /\$\{/, because: "Flyway reads ${ as a placeholder" },
      { text: /^\\/m, because: "Flyway does not know psql's commands" },
    ],
  },
  late: "refused",
  duplicates: "refused",
  edited: "refused",
  gaps: "allowed",
  record: ["flyway_schema_history"],
  seeds: "repeatable migrations (R__) and callbacks such as afterMigrate.sql",
  adjusts: (folder) => {
    const settings = folder.nearby.filter(({ path }) => configuration.test(path));
    const says = (pattern: RegExp): boolean => settings.some(({ text }) => pattern.test(text));
    return {
      ...(says(/\bout-?of-?order["']?\s*[=:>]\s*["']?true/i) ? { late: "applied" as const } : {}),
      ...(says(/\bflyway[\s\S]{0,400}?\bgroup["']?\s*[=:]\s*["']?true/i)
        ? { transaction: { ...flyway.transaction, grouping: "all pending" as const } }
        : {}),
    };
  },
  numbering: "sequence",
  nameParts: folderName(/(?:^|\/)V(\d[\d._]*?)__([^/]*)\.sql$/),
  newFiles: ({ version: number, words, up, outsideTransaction }) => [
    { name: `V${number}__${words}.sql`, text: `${up}\n` },
    ...(outsideTransaction
      ? [{ name: `V${number}__${words}.sql.conf`, text: "executeInTransaction=false\n" }]
      : []),
  ],
};

const version = (name: string): readonly bigint[] | undefined =>
  versioned
    .exec(name)?.[1]
    ?.split(/[._]/)
    .filter((part) => part !== "")
    .map(BigInt);
