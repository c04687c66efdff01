import type { OpenedHistory } from "../history/open.ts";
import type { NameParts, NewMigration, Runner } from "../runners/runner.ts";
import { nameIn } from "../text/path.ts";
import { type Kind, kinds } from "./kinds.ts";
import { type Convention, conventionOf, nextVersion, slug } from "./naming.ts";

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

/** Follows the folder's numbering, spelling and up/down habit. `names`: everything that lies in the folder. */
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
  const convention = readConvention(history);
  const last = nameParts(history).at(-1);
  const words = slug(request.name, convention.separator);
  if (words === "") return { problem: "a name needs at least one letter or digit" };
  if (words.length > 100) return { problem: "this name is longer than 100 characters" };
  const parts: NewMigration = {
    version: nextVersion(convention, request.now),
    words,
    prefix: last?.prefix ?? "",
    separator: last?.separator ?? "_",
    ...bodyOf(kind, history.runner),
    block: hasBlock(kind),
    before: history.files.map((file) => nameIn(history.folder, file.path)),
    pairs: names.some((name) => /\.down\.sql$/.test(name)),
    now: request.now,
  };
  const files = history.runner.newFiles(parts);
  const taken = files.find((file) => names.includes(file.name));
  if (taken) return { problem: `${taken.name} is there already` };
  const prefix = history.folder === "" ? "" : `${history.folder}/`;
  const edits = history.runner.registers?.(history.listed, parts) ?? [];
  return {
    files: files.map(({ name, text }) => ({ path: prefix + name, snippet: text })),
    edits: edits.map(({ name, text }) => ({ path: prefix + name, text })),
  };
}

/**
 * CONCURRENTLY as far as the runner allows it: all statements where each runs by itself, a single one where the file
 * travels as one query (PostgreSQL wraps two of them into a transaction), none where a transaction is unavoidable.
 */
function bodyOf(
  kind: Kind,
  { transaction }: Runner,
): Pick<NewMigration, "up" | "down" | "outsideTransaction"> {
  const { up, down } = kind;
  if (!kind.outsideTransaction) return { up, down, outsideTransaction: false };
  const leaves =
    transaction.optOut !== undefined || transaction.isOutside({ name: "", text: up, beside });
  const mode = leaves ? transaction.outside : transaction.grouping;
  if (mode === "per statement") return { up, down, outsideTransaction: true };
  const single = up.replace(/^DROP INDEX CONCURRENTLY [^\n]*\n/m, "");
  if (mode === "one query") return { up: single, down, outsideTransaction: true };
  const within = (text: string): string => text.replaceAll(" CONCURRENTLY", "");
  return { up: within(single), down: within(down), outsideTransaction: false };
}

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
export function plainText(snippet: string): string {
  let text = snippet;
  for (let round = 0; round < 5; round++) {
    text = text
      .replaceAll(/\$\{\d+\|([^,|}]*)[^}]*\|\}/g, "$1")
      .replaceAll(/\$\{\d+:((?:[^${}]|\$(?!\{))*)\}/g, "$1");
  }
  const defaults = new Map(
    [...snippet.matchAll(/\$\{(\d+):([^${}]*)\}/g)].map((match) => [
      match[1] ?? "",
      match[2] ?? "",
    ]),
  );
  return text
    .replaceAll(/\$\{?(\d+)\}?/g, (_, number: string) => defaults.get(number) ?? "")
    .replaceAll("\\$", "$");
}
