import { sep } from "node:path";

/** The path with slashes, drive letters as the editor writes them. */
export const slashes = (path: string): string => {
  const posix = path.split(sep).join("/");
  return /^[A-Za-z]:/.test(posix) ? `/${posix.charAt(0).toLowerCase()}${posix.slice(1)}` : posix;
};
