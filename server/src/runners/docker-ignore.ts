import { parentOf, within } from "../text/path.ts";
import type { Span } from "../text/span.ts";
import type { NearbyFile } from "./folder.ts";

/** The line of a .dockerignore that leaves a file out. */
export interface LeftOut {
  readonly pattern: string;
  readonly at: Span;
  /** With its line break. */
  readonly line: Span;
}

/**
 * The last pattern that fits a file or a folder above it decides; patterns begin at the context.
 * https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function leftOutBy({ text }: NearbyFile, path: string): LeftOut | undefined {
  const parts = path.split("/");
  const paths = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
  let found: LeftOut | undefined;
  for (const match of text.matchAll(/^[ \t]*([^#\s][^\r\n]*?)[ \t]*(?:\r?\n|$)/gm)) {
    const [whole, pattern = ""] = match;
    const fits = asPattern(pattern.replace(/^!/, ""));
    if (!paths.some((one) => fits.test(one))) continue;
    const start = match.index + whole.indexOf(pattern);
    found = pattern.startsWith("!")
      ? undefined
      : {
          pattern,
          at: { start, end: start + pattern.length },
          line: { start: match.index, end: match.index + whole.length },
        };
  }
  return found;
}

function asPattern(written: string): RegExp {
  const pattern = written.replace(/^\.?\/+/, "").replace(/\/+$/, "");
  const source = pattern
    .split(/(\*\*\/|\*\*|\*|\?|\[[^\]]*\])/)
    .map((part) =>
      part === "**/"
        ? "(?:.*/)?"
        : part === "**"
          ? ".*"
          : part === "*"
            ? "[^/]*"
            : part === "?"
              ? "[^/]"
              : part.startsWith("[")
                ? part
                : part.replace(/[.+^${}()|\\]/g, "\\$&"),
    )
    .join("");
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return /^$(?!)/;
  }
}

/** The file that holds for a Dockerfile whose own folder is the context. */
export function ignoreFileOf(
  dockerfile: string,
  nearby: readonly NearbyFile[],
): NearbyFile | undefined {
  const home = parentOf(dockerfile);
  return (
    nearby.find(({ path }) => path === `${dockerfile}.dockerignore`) ??
    nearby.find(({ path }) => within(home, path) === ".dockerignore")
  );
}
