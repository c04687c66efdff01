import { createHash } from "node:crypto";
import type { PrivateFolder } from "../disk/private-folder.ts";
import type { NearbyFile } from "../runners/folder.ts";
import type { Gathered } from "./gather.ts";
import type { Terminal } from "./terminal.ts";

/** What a command said, to be said again while nothing that it was worked out from has changed. */
export interface Answer {
  readonly code: number;
  /** In order; `out` is standard output. */
  readonly said: readonly { readonly out: boolean; readonly text: string }[];
}

/** Where the answer to one command line over one folder is kept. */
export interface Place {
  readonly folder: PrivateFolder;
  readonly name: string;
  /** Of everything that the answer follows from. */
  readonly print: string;
}

interface Kept extends Answer {
  readonly print: string;
  /** Words that programs were searched for while it was worked out, with what was found. */
  readonly asked: readonly (readonly [word: string, found: string])[];
}

/** `build`: of this program; `options`: all that changes what is said. */
export function placeOf(
  folder: PrivateFolder,
  build: string,
  gathered: Gathered,
  options: Readonly<Record<string, unknown>>,
): Place {
  const { cwd, paths, config, files, wanted, named, skipped, nearby } = gathered;
  const asked = JSON.stringify([cwd, paths, config?.path, options]);
  const print = printOf([
    build,
    process.version,
    asked,
    config?.text ?? "",
    JSON.stringify([[...wanted], [...named], skipped, nearby.tops]),
    ...textsOf([...files.values()]),
    ...textsOf(nearby.files),
  ]);
  return { folder, name: `check-${printOf([asked]).slice(0, 32)}`, print };
}

/** The answer to the same question; undefined where it is another one, or was never asked. */
export function recall(place: Place, { nearby }: Gathered): Answer | undefined {
  const bytes = place.folder.read(place.name);
  if (!bytes) return undefined;
  const kept = JSON.parse(bytes.toString("utf8")) as Kept;
  const same = kept.print === place.print;
  return same && kept.asked.every(([word, found]) => foundBy(nearby.mentions(word)) === found)
    ? kept
    : undefined;
}

/** Does the work and listens to what it says, so that it can be kept. */
export async function remember(
  place: Place,
  terminal: Terminal,
  gathered: Gathered,
  work: (
    terminal: Terminal,
    gathered: Gathered,
  ) => Promise<{ readonly code: number; readonly certain: boolean }>,
): Promise<number> {
  const said: { out: boolean; text: string }[] = [];
  const asked = new Map<string, string>();
  const listening: Terminal = {
    ...terminal,
    write(text) {
      said.push({ out: true, text });
      terminal.write(text);
    },
    error(text) {
      said.push({ out: false, text });
      terminal.error(text);
    },
  };
  const mentions = (word: string): readonly NearbyFile[] | undefined => {
    const found = gathered.nearby.mentions(word);
    asked.set(word, foundBy(found));
    return found;
  };
  const nearby = { ...gathered.nearby, mentions };
  const { code, certain } = await work(listening, { ...gathered, nearby });
  const kept: Kept = { print: place.print, code, said, asked: [...asked] };
  if (certain) place.folder.write(place.name, Buffer.from(JSON.stringify(kept)));
  return code;
}

const foundBy = (files: readonly NearbyFile[] | undefined): string =>
  files ? printOf(textsOf(files)) : "too many";

const textsOf = (files: readonly NearbyFile[]): readonly string[] => [
  String(files.length),
  ...files.flatMap(({ path, text }) => [path, text]),
];

/** Each part with its length: no two lists of parts are written alike. */
function printOf(parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest("hex");
}
