import { folderRule } from "../folder-rule.ts";
import { freshExample, upgradeMended } from "./examples.ts";
import { editsOf, guarded, placeOf, spotOf } from "./place.ts";

export default folderRule({
  id: "sqlite/refused-on-fresh",
  title: "SQLite refuses it on an empty database",
  why: "The schema and the migrations were run by SQLite itself on an empty database, and it refuses this statement. A fresh install stops here.",
  severity: "error",
  aliases: [],
  *check({ sqlite }) {
    if (!sqlite) return;
    for (const { script, step, message, when } of sqlite.judged.refused) {
      if (when !== "fresh") continue;
      const { path, span } = placeOf(sqlite, script, spotOf(step, message));
      yield {
        path,
        span,
        message: `Fails on an empty database: ${message}.`,
        detail: "A fresh install stops here.",
        get fixes() {
          const edit = /already exists$/.test(message) ? guarded(step) : undefined;
          const files = edit && editsOf(sqlite, script, [edit]);
          return files
            ? [{ title: "insert IF NOT EXISTS", grade: "safe" as const, files: [files] }]
            : [];
        },
      };
    }
  },
  examples: {
    flags: [{ files: freshExample }],
    allows: [{ files: upgradeMended }],
  },
});
