// Paths with slashes, as Git and every tool on Linux writes them.

export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

export const baseOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** `path` as seen from the folder `from`; undefined when it does not lie in it. */
export function within(from: string, path: string): string | undefined {
  if (from === "") return path;
  if (path === from) return "";
  return path.startsWith(`${from}/`) ? path.slice(from.length + 1) : undefined;
}

/** `a/b` and `../c` → `a/c`. */
export function joinPath(folder: string, name: string): string {
  const parts = name.startsWith("/") ? [""] : folder === "" ? [] : folder.split("/");
  for (const part of name.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}

/** Folders to climb to the one that holds both, and a little for each to go down again. */
export function distance(folder: string, path: string): number {
  const [from, to] = [folder.split("/"), parentOf(path).split("/")];
  let common = 0;
  while (common < from.length && common < to.length && from[common] === to[common]) common++;
  if (folder === "" || parentOf(path) === "") common = 0;
  const up = folder === "" ? 0 : from.length - common;
  const downwards = parentOf(path) === "" ? 0 : to.length - common;
  return up + downwards * 4;
}

/** A file by its name in the folder. */
export const nameIn = (folder: string, path: string): string =>
  folder === ""
    ? path
    : path.startsWith(`${folder}/`)
      ? path.slice(folder.length + 1)
      : baseOf(path);
