import { lostTables } from "../../sqlite/judge.ts";
import { folderRule } from "../folder-rule.ts";
import { dropsExample, keepsExample } from "./examples.ts";

export default folderRule({
  id: "sqlite/drops-rows",
  title: "A table is thrown away with its rows",
  why: "The rows of the table are gone when the migration has run, and no reverse brings them back. Make the new table under another name, copy the rows, then drop the old one and rename.",
  severity: "warning",
  aliases: [],
  *check({ sqlite }) {
    if (!sqlite) return;
    for (const script of sqlite.judged.migrations)
      for (const { deed } of lostTables(script)) {
        if (deed.kind !== "drop" || script.path === undefined) continue;
        yield {
          path: script.path,
          span: deed.nameAt,
          message: `The rows of ${deed.name} are lost: nothing copies them before.`,
          detail:
            "Copy them into a new table first (INSERT INTO … SELECT), then drop this one and rename.",
        };
      }
  },
  examples: {
    flags: [{ files: dropsExample }],
    allows: [{ files: keepsExample, because: "the rows are copied first" }],
  },
});
