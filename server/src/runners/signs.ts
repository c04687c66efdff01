import { distance, joinPath, parentOf, within } from "../text/path.ts";
import type { Folder } from "./folder.ts";
import type { Recognition } from "./runner.ts";

const quoted = (line: string): string => `\`${line.trim().slice(0, 60)}\``;

const shown = (folder: Folder, name: string): string => joinPath(folder.path, name);

/** A mark in one of the files that this tool reads and no other. */
export function marked(folder: Folder, mark: RegExp): Recognition | undefined {
  for (const file of folder.files) {
    const found = mark.exec(file.text);
    if (found)
      return { sign: "marked", because: `${shown(folder, file.name)}: ${quoted(found[0])}` };
  }
  return undefined;
}

/** A file whose name only this tool writes. */
export function named(folder: Folder, name: RegExp, what: string): Recognition | undefined {
  const file = folder.files.find((one) => name.test(one.name));
  return file && { sign: "named", because: `${shown(folder, file.name)}: ${what}` };
}

/** The workspace uses the tool: a manifest, script or source mentions it. The one nearest to the folder counts. */
export function used(folder: Folder, where: RegExp, mention: RegExp): Recognition | undefined {
  const kind = folder.nearby.filter(({ path }) => where.test(path));
  const above = kind.map(({ path }) => parentOf(path)).filter((one) => isAbove(one, folder.path));
  let nearest: { path: string; line: string } | undefined;
  let best = Number.POSITIVE_INFINITY;
  for (const { path, text } of kind) {
    const away = distance(folder.path, path);
    if (away >= best || above.some((own) => !isAbove(own, path))) continue;
    const found = mention.exec(text);
    if (!found) continue;
    best = away;
    nearest = { path, line: found[0] };
  }
  return (
    nearest && { sign: "used", because: `${nearest.path}: ${quoted(nearest.line)}`, away: best }
  );
}

/** What lies beside a package that has a manifest of its own is another package's business. */
const isAbove = (folder: string, path: string): boolean => within(folder, path) !== undefined;

/**
 * The tool's configuration names this folder. `target` gives the folder as the configuration writes it, relative to
 * the configuration; undefined when the file says nothing.
 */
export function configured(
  folder: Folder,
  where: RegExp,
  target: (text: string) => readonly string[],
): Recognition | undefined {
  for (const file of folder.nearby) {
    if (!where.test(file.path)) continue;
    for (const written of target(file.text)) {
      const path = joinPath(parentOf(file.path), written.replace(/\/+$/, ""));
      if (path === folder.path)
        return { sign: "configured", because: `${file.path}: ${quoted(written)}` };
    }
  }
  return undefined;
}

/** All matches of the first group. */
export const every = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].flatMap((match) => match[1] ?? []);

export const manifests = {
  go: /(?:^|\/)go\.mod$/,
  rust: /(?:^|\/)Cargo\.toml$/,
  node: /(?:^|\/)package\.json$/,
  java: /(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?|dependencies\.gradle|libs\.versions\.toml)$/,
  scripts:
    /(?:^|\/)(?:Makefile|[^/]*\.mk|Taskfile[^/]*|[Jj]ustfile|\.justfile|Dockerfile[^/]*|(?:docker-)?compose[^/]*\.ya?ml|\.env[^/]*|[^/]*\.sh|package\.json|Procfile|\.gitlab-ci\.yml|[^/]*\.github\/workflows\/[^/]*)$/,
} as const;
