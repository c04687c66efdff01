import picomatch from "picomatch";

/** `**` any folders, `*` and `?` within one name; names may begin with a dot or hold brackets of any kind but [ ]. */
export const globFits = (path: string, ...patterns: readonly string[]): boolean =>
  picomatch(
    patterns.map((one) => one.replace(/[()]/g, "\\$&")),
    { dot: true, nobrace: true, noextglob: true },
  )(path);
