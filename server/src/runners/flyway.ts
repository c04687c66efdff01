import { byText, type Runner, wholeFile } from "./runner.ts";

const versioned = /(?:^|\/)V(\d[\d._]*?)__[^/]*\.sql$/;
const repeatable = /(?:^|\/)R__[^/]*\.sql$/;

/** Flyway 12 documentation, "Migrations": dotted versions compared part by part; repeatable ones last, by description. */
export const flyway: Runner = {
  id: "flyway",
  recognises: (folder) =>
    folder.files.some((file) => versioned.test(file.name)) ? "files named V1__name.sql" : undefined,
  isMigration: (name) => versioned.test(name) || repeatable.test(name),
  compare: (one, other) => {
    const [a, b] = [version(one), version(other)];
    if (!a || !b) return a ? -1 : b ? 1 : byText(one, other);
    for (let i = 0; i < Math.max(a.length, b.length); i++) {
      const [left, right] = [a[i] ?? 0n, b[i] ?? 0n];
      if (left !== right) return left < right ? -1 : 1;
    }
    return byText(one, other);
  },
  up: wholeFile,
  repeats: "never",
  outsideTransaction: (text) => /\bconcurrently\b/i.test(text),
  numbering: "sequence",
  nameParts: (name) => {
    const match = /(?:^|\/)V(\d[\d._]*?)__([^/]*)\.sql$/.exec(name);
    return match ? { version: match[1] ?? "", words: match[2] ?? "" } : undefined;
  },
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
