import type { OpenedHistory } from "../history/open.ts";
import type { Grouping, NameParts, NewMigration, Runner } from "../runners/runner.ts";
import { nameIn } from "../text/path.ts";
import { bodyOf, remarkIn, statementsIn } from "./body.ts";
import { type Kind, kinds } from "./kinds.ts";
import { type Convention, conventionOf, nextVersion, slug } from "./naming.ts";
import { programTools } from "./programs/registry.ts";
import { programsUnread } from "./programs/unread.ts";
import { plainOf, readSnippet, sourceOf } from "./snippet.ts";

/** The files of a new migration, or why there can be none. Texts are VS Code snippets. */
export type Plan =
  | {
      readonly files: readonly { readonly path: string; readonly snippet: string }[];
      /** Files that must name the new migration (journal, plan), with their whole new text. */
      readonly edits: readonly { readonly path: string; readonly text: string }[];
    }
  | { readonly problem: string };

export interface NewMigrationRequest {
  readonly kind: string;
  /** What the migration does, in the user's words. */
  readonly name: string;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
}

/** Follows the folder's numbering, spelling, language and up/down habit. `names`: everything that lies in the folder. */
export function planMigration(
  history: OpenedHistory,
  names: readonly string[],
  request: NewMigrationRequest,
): Plan {
  const kind = kinds.find((one) => one.id === request.kind);
  if (!kind)
    return {
      problem: `there is no kind ${request.kind}; kinds: ${kinds.map((one) => one.id).join(", ")}`,
    };
  if (slug(request.name, "_") === "")
    return { problem: "a name needs at least one letter or digit" };
  if (slug(request.name, "_").length > 100)
    return { problem: "this name is longer than 100 characters" };
  const { newFiles } = history.runner;
  if (isInPrograms(history) || !newFiles) return planProgram(history, names, kind, request);
  const unread = history.files.length === 0 ? programsUnread(names) : undefined;
  if (unread !== undefined) return { problem: unread };
  const convention = readConvention(history);
  const last = nameParts(history).at(-1);
  const parts: NewMigration = {
    version: nextVersion(convention, request.now),
    words: slug(request.name, convention.separator),
    prefix: last?.prefix ?? "",
    separator: last?.separator ?? "_",
    ...bodyOf(kind, modeOf(history.runner, kind)),
    block: hasBlock(kind),
    before: history.files.map((file) => nameIn(history.folder, file.path)),
    pairs: names.some((name) => /\.down\.sql$/.test(name)),
    now: request.now,
  };
  const files = newFiles(parts);
  const taken = files.find((file) => names.includes(file.name));
  if (taken) return { problem: `${taken.name} is there already` };
  const prefix = history.folder === "" ? "" : `${history.folder}/`;
  const edits = history.runner.registers?.(history.listed, parts) ?? [];
  return {
    files: files.map(({ name, text }) => ({ path: prefix + name, snippet: text })),
    edits: edits.map(({ name, text }) => ({ path: prefix + name, text })),
  };
}

/** What the tool's programs would make of a file of SQL is nothing: it gets one of theirs, or the reason why not. */
function planProgram(
  history: OpenedHistory,
  names: readonly string[],
  kind: Kind,
  request: NewMigrationRequest,
): Plan {
  const tool = programTools.get(history.runner.id);
  if (!tool) {
    const path = history.files[0]?.path ?? history.folder;
    return {
      problem: `${path} is a program that sends its statements itself: they are written there, and no tool would run a file beside it`,
    };
  }
  const { up, down, outsideTransaction } = bodyOf(
    kind,
    tool.leavesTransaction ? "per statement" : "all pending",
  );
  const written = tool.write({
    history,
    names,
    title: request.name.trim().replaceAll(/\s+/g, " "),
    words: slug(request.name, "_"),
    up: statementsIn(up),
    down: statementsIn(down),
    remark: remarkIn(down),
    outsideTransaction,
    now: request.now,
  });
  if ("problem" in written) return written;
  if (names.includes(nameIn(history.folder, written.path)))
    return { problem: `${nameIn(history.folder, written.path)} is there already` };
  return { files: [{ path: written.path, snippet: sourceOf(written.text) }], edits: [] };
}

/** A folder that has .sql files too goes on with those. */
const isInPrograms = ({ files }: OpenedHistory): boolean =>
  files.length > 0 && files.every((file) => file.source !== undefined);

const modeOf = ({ transaction }: Runner, { up }: Kind): Grouping =>
  transaction.optOut !== undefined || transaction.isOutside({ name: "", text: up, beside })
    ? transaction.outside
    : transaction.grouping;

const beside = (): undefined => undefined;

function nameParts(history: OpenedHistory): readonly NameParts[] {
  const start = history.folder === "" ? 0 : history.folder.length + 1;
  return history.files.flatMap((file) => history.runner.nameParts(file.path.slice(start)) ?? []);
}

function readConvention(history: OpenedHistory): Convention {
  const parts = nameParts(history);
  return conventionOf(
    parts.map((one) => one.version),
    parts.map((one) => one.words),
    history.runner.numbering,
  );
}

const hasBlock = (kind: Kind): boolean => kind.up.includes("\\$\\$");

/** A snippet as plain text: placeholders become their defaults. */
export const plainText = (source: string): string => plainOf(readSnippet(source));
