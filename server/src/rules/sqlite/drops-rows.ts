import type { Lost } from "../../sqlite/judge.ts";
import { type FolderProposal, folderRule } from "../folder-rule.ts";
import { rowsCopied } from "./copied-rows.ts";
import { dropsExample, dropsMended, keepsExample } from "./examples.ts";

export default folderRule({
  id: "sqlite/drops-rows",
  title: "A table is thrown away with its rows",
  why: "The rows of the table are gone when the migration has run, and no reverse brings them back. Make the new table under another name, copy the rows, then drop the old one and rename.",
  severity: "warning",
  aliases: [],
  *check({ sqlite }) {
    if (!sqlite) return;
    for (const lost of sqlite.judged.lost) {
      const { script, step, table } = lost;
      if (!("nameAt" in step.deed) || script.path === undefined) continue;
      yield {
        path: script.path,
        span: step.deed.nameAt,
        message: `The rows of ${table} are lost: nothing copies them before.`,
        detail:
          "Copy them into a new table first (INSERT INTO … SELECT), then drop this one and rename.",
        get fixes() {
          return copied(lost);
        },
      };
    }
  },
  examples: {
    flags: [{ files: dropsExample, fixed: dropsMended }],
    allows: [{ files: keepsExample, because: "the rows are copied first" }],
  },
});

function copied(lost: Lost): readonly FolderProposal[] {
  const written = rowsCopied(lost);
  const { path } = lost.script;
  if (!written || path === undefined) return [];
  const { edits, columns, made } = written;
  const looks = [
    ...(made.length > 0 ? [`look at what ${made.join(", ")} gets`] : []),
    ...(lost.columns?.guessed ? ["look at the columns that older databases have"] : []),
  ];
  return [
    {
      title: `copy the rows into the new table (${columns.join(", ")})${looks.length > 0 ? `: ${looks.join(", ")}` : ""}`,
      grade: looks.length > 0 ? "sketch" : "review",
      files: [{ path, edits }],
    },
  ];
}
