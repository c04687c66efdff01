import { type ReadStatement, readText } from "../history/read-statements.ts";
import { sentBy } from "../history/source-file.ts";
import type { Fix } from "../rules/finding.ts";
import { textOf } from "../sources/host-string.ts";
import type { Send } from "../sources/source.ts";
import type { Edit } from "../text/span.ts";
import type { Judged } from "./check-file.ts";
import { type Bench, withHosts } from "./context.ts";
import { problems } from "./try-fix.ts";

/** For what nobody creates: the program has a constant that would, and never sends it. Tried. */
export function idleFixes(on: Bench, judged: Judged, path: string): readonly Fix[] {
  const { source } = on.file;
  const name = missingTable(judged);
  const send = sendOf(on, judged.statement);
  if (!source?.idle || !send || name === undefined) return [];
  return source.idle
    .filter((one) => makesTable(readText(on.machine.parser, textOf(one.string)), name))
    .flatMap((one) => {
      const edit = one.before(send.call, send.host);
      return edit ? triedInProgram(on, path, send.host, [edit], `Run ${one.name} before it`) : [];
    });
}

/** For what only a later call of the program makes: that one is made before it. Tried. */
export function earlierFixes(on: Bench, judged: Judged, path: string): readonly Fix[] {
  const { source } = on.file;
  const name = missingTable(judged);
  const needs = sendOf(on, judged.statement);
  if (judged.finding.rule !== "first-run/created-later" || !source?.earlier) return [];
  if (name === undefined) return [];
  const later = on.first.statements.findIndex(
    ({ read }, index) => index > judged.statement && makesTable([read], name),
  );
  const call = sendOf(on, later);
  if (!needs || !call || call.host !== needs.host) return [];
  const edits = source.earlier(call.call, needs.call, call.host);
  return edits ? triedInProgram(on, path, call.host, edits, `Make ${name} before it`) : [];
}

/** Several statements in a text that is prepared: it is sent as it is. Tried. */
export function unpreparedFixes(on: Bench, judged: Judged, path: string): readonly Fix[] {
  const send = sendOf(on, judged.statement);
  if (judged.finding.rule !== "first-run/several-in-one" || !send) return [];
  const edit = on.file.source?.unprepared?.(send.call, send.host);
  if (!edit) return [];
  const after = withHosts(on, [{ host: send.host, edit }]);
  const left = sendOf(after, judged.statement);
  if (left?.prepared || problems(after) > problems(on) || failures(after) > failures(on)) return [];
  return [
    fixAt(on, path, send.host, [edit], "Send it as it is, in one transaction: sqlx::raw_sql"),
  ];
}

/** Edits of a program after which fewer statements fail, and a second run meets no more. */
export function triedInProgram(
  on: Bench,
  path: string,
  host: number,
  edits: readonly Edit[],
  title: string,
): readonly Fix[] {
  const after = withHosts(
    on,
    edits.map((edit) => ({ host, edit })),
  );
  return failures(after) < failures(on) && problems(after) <= problems(on)
    ? [fixAt(on, path, host, edits, title)]
    : [];
}

function fixAt(on: Bench, path: string, host: number, edits: readonly Edit[], title: string): Fix {
  const of = on.file.source?.hosts[host]?.path ?? path;
  return {
    title,
    grade: "review",
    edits: of === path ? edits : [],
    ...(of === path ? {} : { others: [{ path: of, edits }] }),
  };
}

/** The call of the program that sends a statement of the file. */
export function sendOf(on: Bench, statement: number): Send | undefined {
  const span = on.first.statements[statement]?.read.statement.span;
  return span && sentBy(on.file, span);
}

const missingTable = ({ failure }: Judged): string | undefined =>
  failure?.sqlstate === "42P01" ? failure.subject?.name : undefined;

const failures = (on: Bench): number =>
  on.first.statements.filter((one) => one.outcome.kind === "fails").length;

const makesTable = (statements: readonly ReadStatement[], name: string): boolean =>
  statements.some(
    ({ effects: [effect] }) => effect?.kind === "create-table" && effect.name.name === name,
  );
