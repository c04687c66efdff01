import { byText, never, numberedName, type Runner, wholeFile } from "./runner.ts";

const version = (name: string): RegExpExecArray | null => /^\D*?(\d+)/.exec(base(name));
const base = (name: string): string => name.slice(name.lastIndexOf("/") + 1);

/** No tool was recognised: files that begin with a version, by number; that it may run a file twice cannot be ruled out. */
export const unknown: Runner = {
  id: "unknown",
  recognises: (folder) =>
    folder.files.some((file) => unknown.isMigration(file.name))
      ? "files that begin with a number"
      : undefined,
  isMigration: (name) =>
    /^[^/]*\.sql$/i.test(name) &&
    /^[VvMm]?[_-]?\d/.test(name) &&
    !/(?:[._-](?:down|undo|rollback|revert))\.sql$/i.test(name),
  compare: (one, other) => {
    const [a, b] = [version(one)?.[1], version(other)?.[1]];
    if (a === undefined || b === undefined) return byText(one, other);
    const [left, right] = [BigInt(a), BigInt(b)];
    return left < right ? -1 : left > right ? 1 : byText(one, other);
  },
  up: wholeFile,
  repeats: "crash",
  outsideTransaction: never,
  numbering: "sequence",
  nameParts: numberedName(/(?:\.up)?\.sql/),
  newFiles: ({ version: number, words, up, down, pairs }) =>
    pairs
      ? [
          { name: `${number}_${words}.up.sql`, text: `${up}\n` },
          { name: `${number}_${words}.down.sql`, text: `${down}\n` },
        ]
      : [{ name: `${number}_${words}.sql`, text: `${up}\n` }],
};
