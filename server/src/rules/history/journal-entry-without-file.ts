import { folderRule } from "../folder-rule.ts";
import { withoutEntry } from "./journal-entries.ts";
import { journalFile, journalled, users } from "./journal-example.ts";

export default folderRule({
  id: "history/journal-entry-without-file",
  title: "The journal lists a migration that is not there",
  why: "The tool reads every file that the journal lists before it runs the first one. Where one is missing it stops: nothing is applied, on no database.",
  severity: "error",
  aliases: [],
  *check({ listing }) {
    if (!listing) return;
    const { path, journal, names } = listing;
    for (const entry of journal.entries) {
      if (!entry.tag || names.includes(`${entry.tag.value}.sql`)) continue;
      yield {
        path,
        span: entry.tag.at,
        message: `There is no ${entry.tag.value}.sql in the folder: the tool stops before the first migration.`,
        detail: "Bring the file back, or take the entry out of the journal.",
        fixes: [
          {
            title: "Take the entry out of the journal",
            grade: "review",
            files: [{ path, edits: [withoutEntry(listing, entry)] }],
          },
        ],
      };
    }
  },
  examples: {
    flags: [
      {
        files: journalled(journalFile([0, 1, "0000_users"], [1, 2, "0001_notes"]), {
          "0000_users.sql": users,
        }),
        fixed: journalled(journalFile([0, 1, "0000_users"]), { "0000_users.sql": users }),
      },
    ],
    allows: [
      {
        files: journalled(journalFile([0, 1, "0000_users"]), { "0000_users.sql": users }),
      },
    ],
  },
});
