import type { Settings } from "../config/settings.ts";
import { textAt } from "../history/around.ts";
import type { ChangedFile, OpenedHistory } from "../history/open.ts";
import { reopened } from "../history/reopen.ts";
import { filesOf, holds, isAskedWhole, writtenText } from "../history/source-file.ts";
import { type FileEdits, type Finding, type Fix, type Grade, grades } from "../rules/finding.ts";
import type { Service } from "../service.ts";
import { applyEdits } from "../text/edits.ts";
import { baseOf } from "../text/path.ts";

/** A file as it was and as it is to be. */
export interface Rewritten {
  readonly path: string;
  /** Undefined: there is none yet. */
  readonly before: string | undefined;
  readonly text: string;
  readonly renamed: string | undefined;
}

export interface Mended {
  readonly files: readonly Rewritten[];
  readonly statements: number;
  /** Findings that were mended by a fix of the set of files, or of a program. */
  readonly others: number;
  readonly declined: readonly { readonly finding: Finding; readonly because: string }[];
}

export interface MendArguments {
  readonly grade: Grade;
  readonly settings: Settings;
  readonly wanted: ReadonlySet<string>;
  readonly progress: (path: string) => void;
}

/** What a fix may make possible for another one, which then is tried in the next round. */
const mostRounds = 4;

/**
 * Statement by statement, then what concerns several files or the program around the SQL; again until nothing is left
 * that may be done at this grade. The same texts, given again, stay as they are.
 */
export function mend(service: Service, given: OpenedHistory, args: MendArguments): Mended {
  const work = worksheet(given);
  let statements = 0;
  let others = 0;
  let declined: Mended["declined"] = [];
  const refused: Refused = new Map();
  for (let round = 0; round < mostRounds; round++) {
    const inFiles = mendFiles(service, work, args);
    const ofSet = given.files.some((one) => one.path === given.folder)
      ? { applied: 0, declined: [] }
      : mendSet(service, work, args, refused);
    statements += inFiles.applied;
    others += ofSet.applied;
    declined = [...inFiles.declined, ...ofSet.declined];
    if (ofSet.applied === 0) break;
  }
  return { files: work.files(), statements, others, declined };
}

/** The history as it is by now, and what was changed on the way. */
interface Worksheet {
  readonly history: () => OpenedHistory;
  readonly change: (changes: readonly Change[]) => void;
  readonly files: () => readonly Rewritten[];
}

interface Change extends ChangedFile {
  /** The text before; undefined for a new file. */
  readonly before: string | undefined;
}

function worksheet(given: OpenedHistory): Worksheet {
  let history = given;
  const files = new Map<string, Rewritten>();
  const origin = (path: string): string =>
    [...files.values()].find((one) => one.renamed === path)?.path ?? path;
  return {
    history: () => history,
    change(changes) {
      for (const { path, text, renamed, before } of changes) {
        const first = origin(path);
        const known = files.get(first);
        const last = renamed ?? known?.renamed;
        files.set(first, {
          path: first,
          before: known ? known.before : before,
          text,
          renamed: last === first ? undefined : last,
        });
      }
      history = reopened(history, changes);
    },
    files: () =>
      [...files.values()]
        .filter((one) => one.text !== one.before || one.renamed !== undefined)
        .sort((one, other) => Number(takesPlaceOf(one, other)) - Number(takesPlaceOf(other, one))),
  };
}

/** Its new name is the other's old one, which has to be free by then. */
const takesPlaceOf = (one: Rewritten, other: Rewritten): boolean => one.renamed === other.path;

interface Done {
  readonly applied: number;
  readonly declined: Mended["declined"];
}

function mendFiles(service: Service, work: Worksheet, args: MendArguments): Done {
  const history = work.history();
  const changes: Change[] = [];
  const declined: { finding: Finding; because: string }[] = [];
  let applied = 0;
  for (const { file, path } of filesOf(history)) {
    if (!args.wanted.has(path)) continue;
    args.progress(path);
    const fixed = service.fixAll(history, path, args.grade, { ...args.settings, halfWay: true });
    declined.push(...fixed.declined.map((one) => ({ ...one, finding: { ...one.finding, path } })));
    const before = writtenText(file, path);
    if (fixed.text === before) continue;
    changes.push({ path, before, text: fixed.text });
    applied += fixed.applied.length;
  }
  if (changes.length > 0) work.change(changes);
  return { applied, declined };
}

function mendSet(service: Service, work: Worksheet, args: MendArguments, refused: Refused): Done {
  let applied = 0;
  const declined = new Map<string, { finding: Finding; because: string }>();
  for (const path of pathsOf(service, work.history(), args))
    for (;;) {
      const history = work.history();
      const found = service
        .check(history, path, args.settings)
        .findings.filter((one) => isForSet(history, one));
      const next = found.find((one) => !refused.has(keyOf(one)));
      if (!next) {
        for (const finding of found)
          declined.set(keyOf(finding), { finding, because: refused.get(keyOf(finding)) ?? "" });
        break;
      }
      const because = mendOne(service, work, next, args);
      refused.set(keyOf(next), because ?? "it is there again after its fix");
      if (because === undefined) applied += 1;
    }
  return { applied, declined: [...declined.values()] };
}

/** Findings that were looked at, with why they are left. */
type Refused = Map<string, string>;

const keyOf = ({ rule, path, message }: Finding): string => `${rule} ${path} ${message}`;

/** A single file that somebody names is not asked about the rest of the history. */
function pathsOf(service: Service, history: OpenedHistory, args: MendArguments): readonly string[] {
  const own = filesOf(history).map(({ path }) => path);
  const around = isAskedWhole(history, args.wanted)
    ? service.around(history, args.settings).map(({ path }) => path)
    : [];
  const ignored = history.ignored.map(({ path }) => path);
  return [...new Set([...[...own, ...ignored].filter((path) => args.wanted.has(path)), ...around])];
}

/**
 * What is merely said is left alone, and so is what is mended statement by statement. In SQL files of their own a
 * reverse is nobody's to write unasked.
 */
function isForSet(history: OpenedHistory, { severity, run, path }: Finding): boolean {
  if (severity === "information") return false;
  if (run === "second") return history.files.filter((file) => holds(file, path)).length > 1;
  return severity === "error" || run === "replay" || !/\.sql$/i.test(path) || run === null;
}

/** Why it is left as it is; undefined when it is mended. */
function mendOne(
  service: Service,
  work: Worksheet,
  finding: Finding,
  { grade, settings, wanted }: MendArguments,
): string | undefined {
  const history = work.history();
  const all = service.fixes(history, finding, settings).filter((fix) => !isDeclaration(fix));
  const [fix] = all.filter((one) => grades.indexOf(one.grade) <= grades.indexOf(grade));
  if (!fix) {
    const [other] = all;
    if (!other) return "no fix is known for it";
    return other.grade === "review"
      ? `--grade review would: ${other.title}`
      : `to be looked at in the editor: ${other.title}`;
  }
  const files = [{ path: finding.path, edits: fix.edits }, ...(fix.others ?? [])].filter(
    (one) => one.edits.length > 0 || ("renamed" in one && one.renamed !== undefined),
  );
  const isWhole = isAskedWhole(history, wanted);
  const outside = files.find(({ path }) => !isWhole && !wanted.has(path));
  if (outside) return `its fix edits ${outside.path} as well`;
  const changes = files.map((one) => changedBy(history, one));
  const after = reopened(history, changes);
  const path = changes.find((one) => one.path === finding.path)?.renamed ?? finding.path;
  const left = service.check(after, path, settings).findings;
  if (left.some((one) => one.rule === finding.rule && one.message === finding.message))
    return "it would still be there after its fix";
  work.change(changes);
  return undefined;
}

/** It says something of the world instead of mending. */
const isDeclaration = (fix: Fix): boolean =>
  (fix.others ?? []).some(({ path }) => baseOf(path) === "safe-migrations.json");

function changedBy(
  history: OpenedHistory,
  { path, edits, renamed, created, before: read }: FileEdits,
): Change {
  const before = created ? undefined : (read ?? textAt(history, path) ?? "");
  return { path, before, text: applyEdits(before ?? "", edits), ...(renamed ? { renamed } : {}) };
}
