import type { OpenedFile, OpenedHistory } from "../history/open.ts";
import type { FileEdits, Finding, Fix, Related } from "../rules/finding.ts";
import { editsToHost, sendAt, toHost, toSql } from "../sources/map.ts";
import type { Source } from "../sources/source.ts";
import type { Edit, Span } from "../text/span.ts";

/** A finding where its owner wrote what it is about: in the host file, when the SQL stands in a program. */
export function writtenFinding(
  history: OpenedHistory,
  file: OpenedFile,
  finding: Finding,
): Finding {
  const related = finding.related.map((one) => writtenRelated(history, one));
  if (!file.source) return { ...finding, related };
  const { path, span } = place(file.source, finding.span);
  return {
    ...finding,
    path,
    span,
    statement: finding.statement && statementPlace(file.source, finding.statement, path),
    related,
  };
}

/** A fix as edits of host files; undefined when it cannot be written there. */
export function writtenFix(file: OpenedFile, path: string, fix: Fix): Fix | undefined {
  if (!file.source) return fix;
  const { hosts } = file.source;
  const edits = editsToHost(file.source, fix.edits);
  if ("refused" in edits) return undefined;
  const byPath = new Map<string, Edit[]>();
  for (const one of edits) {
    const of = hosts[one.host]?.path ?? path;
    byPath.set(of, [...(byPath.get(of) ?? []), one.edit]);
  }
  const others: FileEdits[] = [...byPath]
    .filter(([of]) => of !== path)
    .map(([of, own]) => ({ path: of, edits: own }));
  return {
    ...fix,
    edits: byPath.get(path) ?? [],
    ...(others.length > 0 ? { others: [...(fix.others ?? []), ...others] } : {}),
  };
}

/** A place in a file's SQL where its owner wrote it. */
export const writtenPlace = (
  file: OpenedFile,
  span: Span,
): { readonly path: string; readonly span: Span } =>
  file.source ? place(file.source, span) : { path: file.path, span };

/** The same of one of a history's files, by its path. */
export function writtenIn(
  history: OpenedHistory,
  path: string,
  span: Span,
): { readonly path: string; readonly span: Span } {
  const file = history.files.find((one) => one.path === path);
  return file ? writtenPlace(file, span) : { path, span };
}

/** The place in a file's SQL that stands at an offset of what its owner wrote; undefined where none does. */
export function sqlOffset(file: OpenedFile, path: string, offset: number): number | undefined {
  if (!file.source) return offset;
  const host = file.source.hosts.findIndex((one) => one.path === path);
  return toSql(file.source, host, offset)[0];
}

function place(source: Source, span: Span): { readonly path: string; readonly span: Span } {
  const there = toHost(source, span);
  return { path: source.hosts[there.host]?.path ?? "", span: there.span };
}

/** Of a made statement the whole call. */
function statementPlace(source: Source, span: Span, path: string): Span {
  const there = place(source, span);
  const send = sendAt(source, span.start);
  if (!send || source.hosts[send.host]?.path !== path) return there.span;
  const call = send.call;
  const inCall = call.start <= there.span.start && there.span.end <= call.end;
  return inCall && send.options ? call : there.span;
}

function writtenRelated(history: OpenedHistory, one: Related): Related {
  return { ...one, ...writtenIn(history, one.path, one.span) };
}
