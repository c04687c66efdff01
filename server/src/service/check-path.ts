import { textAt } from "../history/around.ts";
import type { OpenedHistory } from "../history/open.ts";
import { holds } from "../history/source-file.ts";
import type { Finding } from "../rules/finding.ts";
import { notAccepted } from "./accepted.ts";
import { type CheckOptions, judged } from "./check-file.ts";
import { checkFolder } from "./check-folder.ts";
import { type Bench, bench, benches, type Engines } from "./context.ts";
import { idleRule, suppress, suppressInProgram } from "./suppress.ts";
import { writtenFinding } from "./written.ts";

export interface CheckedFile {
  readonly path: string;
  readonly statements: number;
  readonly findings: readonly Finding[];
}

/** Everything to say of one file: as a member of its folder, and statement by statement. */
export function checkPath(
  machine: Engines,
  history: OpenedHistory,
  path: string,
  options: CheckOptions,
): CheckedFile {
  const on = bench(machine, history, path);
  const ofFolder = checkFolder(machine, history, path, options);
  const found = foundIn(machine, history, path, ofFolder, options);
  return {
    path,
    statements: on?.first.statements.length ?? 0,
    findings: notAccepted(history, path, found),
  };
}

/**
 * What can be said of a file whatever came before it, for those who cannot wait for that: less than `checkPath` says,
 * and nothing of the set of files.
 */
export function glance(
  machine: Engines,
  history: OpenedHistory,
  path: string,
  options: CheckOptions,
): readonly Finding[] {
  const files = history.files.filter((file) => holds(file, path));
  const alone: OpenedHistory = { ...history, files, pastUnseen: true };
  // A comment may silence what is not known yet.
  const disabledRules = [...options.disabledRules, idleRule];
  const found = foundIn(machine, alone, path, [], { ...options, disabledRules });
  return notAccepted(history, path, found);
}

function foundIn(
  machine: Engines,
  history: OpenedHistory,
  path: string,
  ofFolder: readonly Finding[],
  options: CheckOptions,
): readonly Finding[] {
  const on = bench(machine, history, path);
  const text = textAt(history, path) ?? "";
  return on?.file.source
    ? inProgram(text, benches(machine, history, path), path, ofFolder, options)
    : inText(on, text, path, ofFolder, options);
}

/** Its SQL has comments of its own, and the program has some. */
function inProgram(
  text: string,
  parts: readonly Bench[],
  path: string,
  ofFolder: readonly Finding[],
  options: CheckOptions,
): readonly Finding[] {
  const ofSql = parts.flatMap((on) => {
    const inSql = suppress(on.file.path, on.file.text, judged(on, options));
    return [...inSql.kept.map((one) => one.finding), ...told(inSql.idle, options)]
      .map((one) => writtenFinding(on.history, on.file, one))
      .filter((one) => one.path === path);
  });
  const calls = parts.flatMap(({ file: { source } }) => {
    const host = source?.hosts.findIndex((one) => one.path === path);
    return source?.sends.filter((one) => one.host === host).map((one) => one.call) ?? [];
  });
  const found = [...ofFolder, ...withoutTwins(ofSql)].map((finding) => ({ finding }));
  const { kept, idle } = suppressInProgram(path, text, calls, found);
  return [...kept.map((one) => one.finding), ...told(idle, options)];
}

/** What a loop sends twice is told once. */
const withoutTwins = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(
    findings.map((one) => [`${one.rule} ${one.span.start} ${one.span.end} ${one.message}`, one]),
  ).values(),
];

function inText(
  on: Bench | undefined,
  text: string,
  path: string,
  ofFolder: readonly Finding[],
  options: CheckOptions,
): readonly Finding[] {
  const ofFile = on ? judged(on, options).map((one) => one.finding) : [];
  const found = [...ofFolder, ...ofFile].map((finding) => ({ finding }));
  const { kept, idle } = /\.sql$/i.test(path)
    ? suppress(path, text, found)
    : suppressInProgram(path, text, [], found);
  return [...kept.map((one) => one.finding), ...told(idle, options)].map((one) =>
    on ? writtenFinding(on.history, on.file, one) : one,
  );
}

const told = (findings: readonly Finding[], options: CheckOptions): readonly Finding[] =>
  findings.filter((one) => !options.disabledRules.includes(one.rule));
