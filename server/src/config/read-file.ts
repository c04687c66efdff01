import {
  findNodeAtLocation,
  getNodeValue,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import { rules } from "../rules/registry.ts";
import type { NearbyFile } from "../runners/folder.ts";
import { parentOf } from "../text/path.ts";
import type { Span } from "../text/span.ts";
import { isRecord } from "./setting.ts";
import { readSettings, type Settings } from "./settings.ts";

/** One safe-migrations.json. */
export interface ConfigFile {
  readonly path: string;
  /** The folder that paths in it are relative to. */
  readonly home: string;
  /** Only what the file says. */
  readonly said: Partial<Settings>;
  readonly problems: readonly ConfigProblem[];
}

/** What is wrong in a safe-migrations.json, and where (lines and UTF-16 columns from 0). */
export interface ConfigProblem {
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
  readonly message: string;
}

interface Position {
  readonly line: number;
  readonly character: number;
}

export const problemAt = (
  path: string,
  text: string,
  span: Span,
  message: string,
): ConfigProblem => ({
  path,
  start: position(text, span.start),
  end: position(text, span.end),
  message,
});

function position(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return {
    line: before.split("\n").length - 1,
    character: offset - (before.lastIndexOf("\n") + 1),
  };
}

/** Reads what can be read; the rest is told. */
export function readConfigFile({ path, text }: NearbyFile): ConfigFile {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const value: unknown = tree ? getNodeValue(tree) : undefined;
  const at = (...keys: (string | number)[]): Span => {
    const node = tree && (findNodeAtLocation(tree, keys) ?? tree);
    return node
      ? { start: node.offset, end: node.offset + node.length }
      : { start: 0, end: text.length };
  };
  const [broken] = errors;
  const { settings, problems } = readSettings(value ?? {});
  const wrong = new Set(problems.map((one) => one.key));
  const said = Object.fromEntries(
    Object.entries(settings).filter(([key]) => isRecord(value) && key in value && !wrong.has(key)),
  ) as Partial<Settings>;
  return {
    path,
    home: parentOf(path),
    said,
    problems: [
      ...(broken
        ? [
            problemAt(
              path,
              text,
              { start: broken.offset, end: broken.offset + Math.max(1, broken.length) },
              `this is no JSON: ${printParseErrorCode(broken.error)}`,
            ),
          ]
        : []),
      ...problems.map((one) => problemAt(path, text, at(one.key), one.message)),
      ...contradictions(said).map(({ keys, message }) =>
        problemAt(path, text, at(...keys), message),
      ),
    ],
  };
}

interface Contradiction {
  readonly keys: readonly (string | number)[];
  readonly message: string;
}

function contradictions(said: Partial<Settings>): readonly Contradiction[] {
  const found: Contradiction[] = [];
  const seen = new Map<string, number>();
  for (const [index, entry] of (said.histories ?? []).entries()) {
    const folder = (entry.folder ?? "").replace(/^\.\/|\/+$/g, "");
    const before = seen.get(folder);
    if (before !== undefined)
      found.push({
        keys: ["histories", index],
        message: `histories: entry ${before + 1} speaks of ${folder} already; that one counts`,
      });
    else seen.set(folder, index);
    found.push(...unknownRules(entry.rules, ["histories", index, "rules"]));
  }
  return [...found, ...unknownRules(said.rules, ["rules"])];
}

const unknownRules = (
  given: Settings["rules"] | undefined,
  keys: readonly (string | number)[],
): readonly Contradiction[] =>
  Object.keys(given ?? {})
    .filter((id) => !rules.some((rule) => rule.id === id))
    .map((id) => ({ keys: [...keys, id], message: `rules: there is no rule ${id}` }));
