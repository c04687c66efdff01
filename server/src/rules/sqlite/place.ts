import { editsToHost, toHost } from "../../sources/map.ts";
import type { Script, ScriptStep } from "../../sqlite/script.ts";
import { insertAt, replace } from "../../text/edits.ts";
import { baseOf } from "../../text/path.ts";
import type { Edit, Span } from "../../text/span.ts";
import type { FileEdits } from "../finding.ts";
import type { SqliteScene } from "../folder-rule.ts";

/** A stretch of a script where its owner wrote it: in its own file, or in the text that a program holds. */
export function placeOf(
  { history }: SqliteScene,
  script: Script,
  span: Span,
): { readonly path: string; readonly span: Span } {
  if (script.path !== undefined) return { path: script.path, span };
  const { source } = history.baseline ?? {};
  if (!source) return { path: "", span };
  const there = toHost(source, span);
  return { path: source.hosts[there.host]?.path ?? "", span: there.span };
}

/** Edits of a script as edits of the file that it stands in; undefined where they cannot be written there. */
export function editsOf(
  { history }: SqliteScene,
  script: Script,
  edits: readonly Edit[],
): FileEdits | undefined {
  if (script.path !== undefined) return { path: script.path, edits };
  const { source } = history.baseline ?? {};
  const there = source && editsToHost(source, edits);
  if (!source || !there || "refused" in there) return undefined;
  const path = source.hosts[there[0]?.host ?? 0]?.path;
  return path === undefined ? undefined : { path, edits: there.map((one) => one.edit) };
}

/** The statement with its line. */
export function withoutStep({ text }: Script, { statement }: ScriptStep): Edit {
  const line = text.lastIndexOf("\n", statement.span.start - 1) + 1;
  const alone = text.slice(line, statement.span.start).trim() === "";
  return replace({ start: alone ? line : statement.span.start, end: statement.end }, "");
}

export const guarded = ({ deed }: ScriptStep): Edit | undefined =>
  deed.kind === "create" && !deed.guarded ? insertAt(deed.guardAt, " IF NOT EXISTS") : undefined;

/** The statement so that it can be run where its object is there already. */
export function guardedSql({ deed, statement, sql }: ScriptStep): string {
  if (deed.kind !== "create" || deed.guarded) return sql;
  const at = deed.guardAt - statement.span.start;
  return `${sql.slice(0, at)} IF NOT EXISTS${sql.slice(at)}`;
}

/** Statements that the program runs when the migrations are done. */
export function afterMigrations(
  { history }: SqliteScene,
  statements: readonly string[],
): FileEdits | undefined {
  const written = history.baseline?.after?.(statements.map((sql) => sql.replace(/\s+/g, " ")));
  return written && { path: written.path, edits: [insertAt(written.at, written.text)] };
}

/** Edits of one file together. */
export function together(files: readonly FileEdits[]): readonly FileEdits[] {
  const paths = [...new Set(files.map((one) => one.path))];
  return paths.map((path) => ({
    path,
    edits: files.flatMap((one) => (one.path === path ? one.edits : [])),
  }));
}

/** What of the statement is underlined: the table and columns of an index that cannot be built, else its name. */
export function spotOf({ deed, statement }: ScriptStep, message: string): Span {
  if (deed.kind === "create" && deed.on && /^no such (?:column|table)/.test(message))
    return deed.on.at;
  if ("nameAt" in deed) return deed.nameAt;
  const first = statement.tokens[0]?.span ?? statement.span;
  return { start: first.start, end: statement.tokens[2]?.span.end ?? first.end };
}

export const fileName = (path: string | undefined): string =>
  path === undefined ? "" : baseOf(path);
