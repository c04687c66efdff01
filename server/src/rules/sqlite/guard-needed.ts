import { folderRule } from "../folder-rule.ts";
import { keepsExample, unguardedExample } from "./examples.ts";
import { editsOf, guarded, placeOf, spotOf } from "./place.ts";

export default folderRule({
  id: "sqlite/guard-needed",
  title: "It fails when the migration runs again",
  why: "Python's executescript commits what is open before it begins, so that a crash between the migration and its record leaves the one without the other. The next start runs the file again, and this statement fails.",
  severity: "information",
  aliases: [],
  *check({ sqlite }) {
    if (!sqlite) return;
    for (const { script, step, message, when } of sqlite.judged.refused) {
      if (when !== "again") continue;
      const { path, span } = placeOf(sqlite, script, spotOf(step, message));
      yield {
        path,
        span,
        message: `The second run fails: ${message}.`,
        get fixes() {
          const edit = guarded(step);
          const files = edit && editsOf(sqlite, script, [edit]);
          return files
            ? [{ title: "insert IF NOT EXISTS", grade: "safe" as const, files: [files] }]
            : [];
        },
      };
    }
  },
  examples: {
    flags: [
      {
        files: unguardedExample,
        fixed: {
          "migrations/001_notes.sql":
            "CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT);\n",
        },
      },
    ],
    allows: [{ files: keepsExample, because: "what is there already is passed over" }],
  },
});
