import { readStatements } from "../history/read-statements.ts";
import type { Fix } from "../rules/finding.ts";
import { rowLookedUp } from "../rules/fixes/seed-row.ts";
import type { Judged } from "./check-file.ts";
import type { Bench } from "./context.ts";
import { triedInProgram } from "./program-calls.ts";

/** A program that raises where a query finds no row: the row is put there before it asks. Tried. */
export function seedFixes(on: Bench, { finding, statement }: Judged, path: string): readonly Fix[] {
  const raised = on.first.statements[statement]?.read.statement;
  if (finding.rule !== "first-run/fails" || finding.sqlstate !== "P0001" || !on.file.source)
    return [];
  // The workflow seeds, if at the wrong time: that is mended there.
  if (on.history.gate && on.history.gate.parts.length > 0) return [];
  if (!raised?.text.startsWith("DO $safe_migrations$")) return [];
  const asked = on.first.statements.slice(0, statement).find(({ read }) => {
    const { text } = read.statement;
    return /^select\b/i.test(text) && raised.text.includes(text);
  });
  if (!asked) return [];
  // As a part of an INSERT it is read with its table and what it compares.
  const text = `INSERT INTO t VALUES ((${asked.read.statement.text}))`;
  const part = {
    path: on.file.path,
    text,
    up: { start: 0, end: text.length },
    outsideTransaction: true,
  };
  const [read] = readStatements(on.machine.parser, part, part.up);
  const [effect] = read?.effects ?? [];
  const sql = effect && rowLookedUp(asked, effect);
  if (sql === undefined) return [];
  const { start } = asked.read.statement.span;
  const send = on.file.source.sends.find(({ span }) => span.start <= start && start < span.end);
  const edit = send?.before?.(sql);
  if (!send || !edit) return [];
  const title = "Insert the row before it is asked for: look at its values";
  return triedInProgram(on, path, send.host, [edit], title).map((fix) => ({
    ...fix,
    grade: "sketch",
    mends: "first run",
  }));
}
