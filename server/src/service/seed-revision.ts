import { readText } from "../history/read-statements.ts";
import { sentBy } from "../history/source-file.ts";
import type { Fix } from "../rules/finding.ts";
import { rowLookedUp } from "../rules/fixes/seed-row.ts";
import type { Judged } from "./check-file.ts";
import type { Bench } from "./context.ts";
import { sendOf, triedInProgram } from "./program-calls.ts";

/** A program that raises where a query finds no row: the row is put there before it asks. Tried. */
export function seedFixes(on: Bench, { finding, statement }: Judged, path: string): readonly Fix[] {
  const raised = on.first.statements[statement]?.read.statement;
  if (finding.rule !== "first-run/fails") return [];
  // The workflow seeds, if at the wrong time: that is mended there.
  if (on.history.gate && on.history.gate.parts.length > 0) return [];
  if (!raised || !sendOf(on, statement)?.raises) return [];
  const asked = on.first.statements.slice(0, statement).find(({ read }) => {
    const { text } = read.statement;
    return /^select\b/i.test(text) && raised.text.includes(text);
  });
  if (!asked) return [];
  // As a part of an INSERT it is read with its table and what it compares.
  const text = `INSERT INTO t VALUES ((${asked.read.statement.text}))`;
  const [read] = readText(on.machine.parser, text);
  const [effect] = read?.effects ?? [];
  const sql = effect && rowLookedUp(asked, effect);
  if (sql === undefined) return [];
  const send = sentBy(on.file, asked.read.statement.span);
  const edit = send?.before?.(sql);
  if (!send || !edit) return [];
  const title = "Insert the row before it is asked for: look at its values";
  return triedInProgram(on, path, send.host, [edit], title).map((fix) => ({
    ...fix,
    grade: "sketch",
    mends: "first run",
  }));
}
