import { findNodeAtLocation, type Node, parseTree } from "jsonc-parser";
import { joinPath, parentOf, within } from "../text/path.ts";
import type { Edit, Span } from "../text/span.ts";
import type { NearbyFile } from "./folder.ts";

/** The package that a folder lies in, as far as its package.json says what is published. */
export interface Package {
  readonly path: string;
  /** The folder, relative to the package. */
  readonly folder: string;
  /** `private` keeps a package from being published. */
  readonly isPublished: boolean;
  readonly files: { readonly at: Span; readonly names: readonly string[] } | undefined;
  /** The line of .npmignore that leaves the folder out; npm reads that file where there is no `files`. */
  readonly ignoredBy: { readonly path: string; readonly at: Span; readonly line: Span } | undefined;
  readonly scripts: readonly string[];
  /** By name, the version that is asked for. */
  readonly dependencies: ReadonlyMap<string, string>;
  /** The edit that adds a name to `files`. */
  readonly adding: (name: string) => Edit | undefined;
}

/** Undefined without a package.json above the folder. */
export function packageOf(folder: string, nearby: readonly NearbyFile[]): Package | undefined {
  const [nearest] = nearby
    .filter(({ path }) => /(?:^|\/)package\.json$/.test(path) && inside(path, folder))
    .sort((one, other) => other.path.length - one.path.length);
  const root = nearest && parseTree(nearest.text);
  if (!nearest || root?.type !== "object") return undefined;
  const at = (...path: string[]): Node | undefined => findNodeAtLocation(root, path);
  const list = at("files");
  const names = list?.type === "array" ? textsIn(list.children) : undefined;
  const home = parentOf(nearest.path);
  const own = within(home, folder) ?? "";
  const ignore = nearby.find(({ path }) => path === joinPath(home, ".npmignore"));
  return {
    path: nearest.path,
    folder: own,
    ignoredBy: ignore && ignoredBy(ignore, own),
    isPublished:
      at("private")?.value !== true &&
      typeof at("name")?.value === "string" &&
      typeof at("version")?.value === "string",
    files: list && names && { at: spanOf(list), names },
    scripts: textsIn(at("scripts")?.children?.flatMap((one) => one.children?.[1] ?? [])),
    dependencies: new Map(
      ["dependencies", "devDependencies", "peerDependencies"].flatMap((name) =>
        (at(name)?.children ?? []).flatMap(pairOf),
      ),
    ),
    adding: (name) => list && adding(nearest.text, list, name),
  };
}

/** The last pattern that fits decides, as in .gitignore. */
function ignoredBy({ path, text }: NearbyFile, folder: string): Package["ignoredBy"] {
  let found: Package["ignoredBy"];
  for (const match of text.matchAll(/^[ \t]*([^#\s][^\r\n]*?)[ \t]*(?:\r?\n|$)/gm)) {
    const [whole, pattern = ""] = match;
    const name = pattern.replace(/^!/, "");
    if (!leavesOut(name, folder)) continue;
    const start = match.index + whole.indexOf(pattern);
    found = pattern.startsWith("!")
      ? undefined
      : {
          path,
          at: { start, end: start + pattern.length },
          line: { start: match.index, end: match.index + whole.length },
        };
  }
  return found;
}

/** A folder as a whole, or all SQL files; without a slash in it a pattern fits at any depth. */
function leavesOut(pattern: string, folder: string): boolean {
  if (/^(?:\*\*\/)?\*\.sql$/.test(pattern)) return true;
  const name = pattern.replace(/\/(?:\*\*?\/?)?$/, "");
  const plain = name.replace(/^(?:\/|\*\*\/)/, "");
  if (plain === "" || /[*?[]/.test(plain)) return false;
  const parts = folder.split("/");
  const isAnywhere = !name.startsWith("/") && !plain.includes("/");
  return isAnywhere ? parts.includes(plain) : folder === plain || folder.startsWith(`${plain}/`);
}

const inside = (path: string, folder: string): boolean =>
  within(parentOf(path), folder) !== undefined;

const spanOf = (node: Node): Span => ({ start: node.offset, end: node.offset + node.length });

const textsIn = (nodes: readonly Node[] | undefined): readonly string[] =>
  (nodes ?? []).flatMap((one): string[] => (typeof one.value === "string" ? [one.value] : []));

function pairOf(node: Node): readonly (readonly [string, string])[] {
  const [key, value]: readonly unknown[] = (node.children ?? []).map((one) => one.value);
  return typeof key === "string" && typeof value === "string" ? [[key, value]] : [];
}

/** Written as the last entry is: on a line of its own, or on the same one. */
function adding(text: string, list: Node, name: string): Edit {
  const last = list.children?.at(-1);
  const written = JSON.stringify(name);
  if (!last) return { span: spanOf(list), text: `[${written}]` };
  const at = last.offset + last.length;
  const line = text.slice(text.lastIndexOf("\n", last.offset) + 1, last.offset);
  const own = /^[ \t]*$/.test(line) && text.lastIndexOf("\n", last.offset) > list.offset;
  return { span: { start: at, end: at }, text: own ? `,\n${line}${written}` : `, ${written}` };
}

/** Does `npm pack` take a folder that `files` speaks of so? docs.npmjs.com: package.json, files. */
export function isPacked(names: readonly string[], folder: string): boolean {
  let packed = false;
  for (const name of names) {
    const isNot = name.startsWith("!");
    const pattern = joinPath("", name.replace(/^!/, "").replace(/^\//, ""))
      .replace(/(?:\/?\*\*?)+$/, "")
      .replace(/\/$/, "");
    if (covers(pattern, folder)) packed = !isNot;
  }
  return packed;
}

function covers(pattern: string, folder: string): boolean {
  if (pattern === "" || /\bsql\b|\{/.test(pattern)) return true;
  const source = pattern
    .split(/(\*\*\/|\*)/)
    .map((part) =>
      part === "**/"
        ? "(?:.*/)?"
        : part === "*"
          ? "[^/]*"
          : part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"),
    )
    .join("");
  return new RegExp(`^${source}(?:/|$)`).test(folder) || `${pattern}/`.startsWith(`${folder}/`);
}
