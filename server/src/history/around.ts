import type { NearbyFile } from "../runners/folder.ts";
import { within } from "../text/path.ts";
import { heightsOf } from "./by-path.ts";
import type { OpenedHistory } from "./open.ts";
import { writtenText } from "./source-file.ts";

const known = new WeakMap<OpenedHistory, readonly NearbyFile[]>();

/** Configuration and sources around the migrations, by paths like those of the migrations. */
export function around(history: OpenedHistory): readonly NearbyFile[] {
  const found = known.get(history);
  if (found) return found;
  const made = history.listed.nearby.map(({ path, text }) => ({
    path: asSeenFrom(history.base, path),
    text,
  }));
  known.set(history, made);
  return made;
}

/** The text of a file of the history or around it, as its owner sees it. */
export function textAt(history: OpenedHistory, path: string): string | undefined {
  const { files, ignored, listed, folder } = history;
  const [height = -1] = heightsOf(history, path);
  const file = files[height];
  if (file) return writtenText(file, path);
  const down = files.find((one) => one.down?.path === path)?.down;
  if (down) return down.text;
  if (ignored.some((one) => one.path === path)) {
    const name = folder === "" ? path : path.slice(folder.length + 1);
    return listed.files.find((one) => one.name === name)?.text;
  }
  return around(history).find((one) => one.path === path)?.text;
}

/** Programs of the workspace that have a word in them, as their owner sees them; by paths that begin at the root. */
export function mentioning(
  { mentions, listed }: OpenedHistory,
  word: string,
): readonly NearbyFile[] | undefined {
  const found = mentions?.(word);
  if (!found) return undefined;
  const now = new Map(found.map((one) => [one.path, one]));
  for (const one of listed.nearby)
    if (now.has(one.path) || /\.[cm]?[jt]sx?$/.test(one.path)) now.set(one.path, one);
  return [...now.values()].filter((one) => one.text.includes(word));
}

/** Paths of the surroundings begin at the root, paths of migrations at the base. */
export function asSeenFrom(base: string, path: string): string {
  if (base === "") return path;
  const inside = within(base, path);
  if (inside !== undefined) return inside;
  const [from, to] = [base.split("/"), path.split("/")];
  let common = 0;
  while (common < from.length && common < to.length && from[common] === to[common]) common++;
  return [...from.slice(common).map(() => ".."), ...to.slice(common)].join("/");
}
