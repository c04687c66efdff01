import { alembic } from "../runners/alembic.ts";
import type { Transactions } from "../runners/runner.ts";
import { editsToHost, type HostEdit } from "../sources/map.ts";
import type { HostFile, Send, Source } from "../sources/source.ts";
import { applyEdits } from "../text/edits.ts";
import { contains, type Edit, type Span } from "../text/span.ts";
import type { OpenedFile, OpenedHistory } from "./open.ts";
import { withText } from "./open-file.ts";

/** A file whose SQL stands in a program. */
export const openSource = (
  path: string,
  source: Source,
  transaction: Transactions = alembic.transaction,
): OpenedFile => ({
  path,
  text: source.sql,
  up: source.up,
  ...(source.down ? { down: { path, text: source.sql, span: source.down } } : {}),
  ...transactionOf(source, transaction),
  transaction,
  source,
});

function transactionOf(
  source: Source,
  { grouping, outside }: Transactions,
): Pick<OpenedFile, "outsideTransaction" | "grouping"> {
  const outsideTransaction = source.outsideTransaction ?? false;
  return { outsideTransaction, grouping: outsideTransaction ? outside : grouping };
}

/** The file of this path, or the program that has a part of its SQL there. */
export const holds = (file: OpenedFile, path: string): boolean => writtenPaths(file).includes(path);

/** What its owner sees: the text of the file itself, or of one of the host files. */
export const writtenText = (file: OpenedFile, path: string): string =>
  file.source ? (file.source.hosts.find((host) => host.path === path)?.text ?? "") : file.text;

/** The file with edits of its SQL made, or why they cannot be made where the SQL stands. */
export function edited(
  history: OpenedHistory,
  file: OpenedFile,
  edits: readonly Edit[],
): OpenedFile | { readonly refused: string } {
  const { source } = file;
  if (!source) {
    return withText(history, file, applyEdits(file.text, edits));
  }
  const there = editsToHost(source, edits);
  if ("refused" in there) return there;
  return withHostEdits(file, there);
}

export const withHostEdits = (file: OpenedFile, edits: readonly HostEdit[]): OpenedFile =>
  file.source
    ? openSource(
        file.path,
        file.source.reread(editHosts(file.source.hosts, edits)),
        file.transaction,
      )
    : file;

const editHosts = (hosts: readonly HostFile[], edits: readonly HostEdit[]): readonly HostFile[] =>
  hosts.map((file, index) => {
    const own = edits.filter((one) => one.host === index).map((one) => one.edit);
    return own.length === 0 ? file : { path: file.path, text: applyEdits(file.text, own) };
  });

/** The files that a migration is written in: itself, or host files. */
export const writtenPaths = (file: OpenedFile): readonly string[] =>
  file.source ? file.source.hosts.map((host) => host.path) : [file.path];

/** The call of the program that sends what stands at a place of its SQL. */
export const sentBy = (file: OpenedFile, span: Span): Send | undefined =>
  file.source?.sends.find((send) => contains(send.span, span));

/** Whether all that it sends was read: otherwise only its own tool can run it. */
export const isReadWhole = (history: OpenedHistory): boolean =>
  history.files.every((file) => file.source?.opaque === undefined);

/** All files of a history as they are written; a host file of several programs once. */
export const filesOf = (
  history: OpenedHistory,
): readonly { readonly file: OpenedFile; readonly path: string }[] => [
  ...new Map(
    history.files.flatMap((file) =>
      writtenPaths(file).map((path) => [path, { file, path }] as const),
    ),
  ).values(),
];

/** All its files are among these; a workflow that has a part in it lies around. */
export const isAskedWhole = (history: OpenedHistory, asked: ReadonlySet<string>): boolean =>
  filesOf(history).every(({ path }) => asked.has(path) || path === history.gate?.path);
