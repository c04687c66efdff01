import { groupBy } from "./group-by.ts";
import type { OpenedFile, OpenedHistory } from "./open.ts";
import { writtenPaths } from "./source-file.ts";

/** Where in the order the files are that have SQL at this path: several for a program that sends it at several places. */
export function heightsOf({ files }: OpenedHistory, path: string): readonly number[] {
  const known = byPath.get(files) ?? indexed(files);
  byPath.set(files, known);
  return known.get(path) ?? [];
}

/** The order of the first program that does more than could be read; as many as there are files where none does. */
export function firstOpaque({ files }: OpenedHistory): number {
  const known = opaque.get(files);
  if (known !== undefined) return known;
  const index = files.findIndex((file) => file.source?.opaque);
  const found = index < 0 ? files.length : index;
  opaque.set(files, found);
  return found;
}

// By the list, which nobody changes: whoever asks for each of a thousand files looks through them once.
const byPath = new WeakMap<readonly OpenedFile[], ReadonlyMap<string, readonly number[]>>();
const opaque = new WeakMap<readonly OpenedFile[], number>();

function indexed(files: readonly OpenedFile[]): ReadonlyMap<string, readonly number[]> {
  const written = files.flatMap((file, height) =>
    [...new Set(writtenPaths(file))].map((path) => ({ path, height })),
  );
  const groups = groupBy(written, ({ path }) => path);
  return new Map([...groups].map(([path, group]) => [path, group.map(({ height }) => height)]));
}
