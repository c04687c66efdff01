import { around, mentioning } from "../history/around.ts";
import type { OpenedHistory } from "../history/open.ts";
import { readStatements } from "../history/read-statements.ts";
import type { Named, NeverCalled, Project } from "../rules/folder-rule.ts";
import type { NearbyFile } from "../runners/folder.ts";
import { type Package, packageOf } from "../runners/package.ts";
import { type MigratorCall, migratorCalls } from "../sources/javascript/migrator-calls.ts";
import { type PGliteClient, pgliteClients } from "../sources/javascript/pglite.ts";
import type { Parser } from "../sql/parser.ts";
import { escaped } from "../text/escape.ts";
import { baseOf, joinPath, parentOf, within } from "../text/path.ts";
import { firstCall } from "./first-call.ts";
import { imageGaps } from "./images.ts";
import { isConfiguration, isOfTests } from "./product.ts";

const script = /\.[cm]?[jt]sx?$/;
/** What lies around a history in the package that it belongs to. */
export function projectOf(parser: Parser, history: OpenedHistory): Project {
  const nearby = around(history);
  const own = packageOf(history.folder, nearby);
  const home = own ? parentOf(own.path) : "";
  const sources = nearby.filter(
    ({ path }) =>
      script.test(path) &&
      !isOfTests(path) &&
      !isConfiguration(path) &&
      within(home, path) !== undefined,
  );
  const name = baseOf(history.folder);
  return {
    package: own,
    readers: sources.flatMap((file) => reader(file, name) ?? []),
    copies: copies(own, nearby, home, name),
    get calls() {
      return callsOn(sources, name);
    },
    get neverCalled() {
      return neverCalled(history, nearby, callsOn(sources, name));
    },
    get imageGaps() {
      return copies(own, nearby, home, name) ? [] : imageGaps(history, callsOn(sources, name));
    },
    get clients() {
      return clientsOn(sources, callsOn(sources, name));
    },
    get crowded() {
      return crowdedIn(parser, history);
    },
    get extensions() {
      return extensionsOf(parser, history);
    },
  };
}

/** Code that opens the folder: by a text that ends with its name. */
function reader({ path, text }: NearbyFile, name: string): Named | undefined {
  if (!/\bmigrationsFolder\b|\breadMigrationFiles\b|\breaddir|\breadFile/.test(text))
    return undefined;
  const found = new RegExp(`(["'\`])(?:[^"'\`\\n]*/)?${escaped(name)}(?:/[^"'\`\\n]*)?/?\\1`).exec(
    text,
  );
  return found
    ? { path, at: { start: found.index, end: found.index + found[0].length }, name }
    : undefined;
}

/** The build may bring the folder to where it is packed. */
function copies(
  own: Package | undefined,
  nearby: readonly NearbyFile[],
  home: string,
  name: string,
): boolean {
  const speaks = new RegExp(`(?<![\\w-])${escaped(name)}(?![\\w-])|\\.sql\\b`);
  return (
    (own?.scripts ?? []).some((one) => speaks.test(one)) ||
    nearby.some(
      ({ path, text }) =>
        within(home, path) !== undefined &&
        !/(?:^|[/.])(?:Dockerfile[^/]*|[Dd]ockerfile|dockerignore)$/.test(path) &&
        /\bcopy|\bcp(?:Sync)?\s*\(|\bcp\s+-/i.test(text) &&
        speaks.test(text) &&
        !/\.sql$/.test(path),
    )
  );
}

/** Calls of the library's migrator in files that name this folder, or in any where none of them does. */
function callsOn(sources: readonly NearbyFile[], name: string): readonly MigratorCall[] {
  const calling = sources.filter(({ text }) => /\/migrator["']/.test(text));
  const naming = calling.filter(({ text }) => text.includes(name));
  return naming.flatMap(migratorCalls);
}

/** The embedded databases that those calls are for: of the same file, else the only one of the package. */
function clientsOn(
  sources: readonly NearbyFile[],
  calls: readonly MigratorCall[],
): readonly PGliteClient[] {
  const embedded = calls.filter((one) => one.driver === "pglite");
  if (embedded.length === 0) return [];
  const all = sources.flatMap((file) => pgliteClients(file));
  const beside = all.filter((one) => embedded.some((call) => call.path === one.path));
  if (beside.length > 0) return beside;
  const mentions = sources.filter(({ text }) => /\bPGlite\b\s*[(.]/.test(text));
  return mentions.length === 1 ? all : [];
}

function extensionsOf(parser: Parser, history: OpenedHistory): readonly Named[] {
  return history.files.flatMap((file) =>
    readStatements(parser, file, file.up).flatMap(({ effects, statement }) =>
      effects.flatMap((effect) =>
        effect.kind === "create-extension"
          ? [{ name: effect.name, path: file.path, at: statement.span }]
          : [],
      ),
    ),
  );
}

function crowdedIn(parser: Parser, { files, runner: { splitter } }: OpenedHistory) {
  const mark = splitter.cuts === "mark" ? splitter.between : undefined;
  if (mark === undefined) return [];
  return files.flatMap((file) => {
    const statements = readStatements(parser, file, file.up).filter(
      ({ parsed }) => parsed.kind !== "empty",
    );
    return statements.flatMap(({ statement: { span } }, index): readonly Named[] => {
      const before = statements[index - 1]?.statement.span;
      return before && !file.text.slice(before.end, span.start).includes(mark)
        ? [{ name: mark, path: file.path, at: span }]
        : [];
    });
  });
}

/** A function that every use of its name is known of: what defines it, passes it on, or tests it calls it not. */
function neverCalled(
  history: OpenedHistory,
  nearby: readonly NearbyFile[],
  calls: readonly MigratorCall[],
): readonly NeverCalled[] {
  // The tool's own command does the same in a step of its own.
  if (nearby.some(({ text }) => /\bdrizzle-kit[\s"',]+(?:migrate|push)\b/.test(text))) return [];
  const found = calls.flatMap((call): NeverCalled[] => {
    const { path, within: own } = call;
    if (!own) return [];
    const file = joinPath(history.base, path);
    const runs = new RegExp(`\\b${escaped(baseOf(path).replace(/\.\w+$/, ""))}\\b`);
    const isScript = nearby.some(
      (one) => /package\.json$/.test(one.path) && scriptsOf(one.text).some((run) => runs.test(run)),
    );
    const users = mentioning(history, own.name);
    if (isScript || !users) return [];
    const isUsed = users.some(
      (one) => !isOfTests(one.path) && uses(one.text, own.name, one.path === file),
    );
    if (isUsed) return [];
    const first = firstCall(history, call, own);
    return [{ name: own.name, path, at: own.at, first }];
  });
  return [...new Map(found.map((one) => [`${one.path} ${one.name}`, one])).values()];
}

const scriptsOf = (manifest: string): readonly string[] =>
  [...manifest.matchAll(/"\s*:\s*"((?:[^"\\]|\\.)*)"/g)].map((one) => one[1] ?? "");

/** More than passing it on, and in its own file more than defining it. */
function uses(text: string, name: string, isOwn: boolean): boolean {
  const code = text
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/(^|[^:])\/\/[^\n]*/g, "$1")
    .replaceAll(/\bexport\s*\{[^}]*\}(?:\s*from\s*["'][^"']*["'])?/g, "");
  const count = [...code.matchAll(new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`, "g"))].length;
  return count > (isOwn ? 1 : 0);
}
