import type { JournalEntry } from "../../runners/journal.ts";
import type { Edit } from "../../text/span.ts";
import { folderRule } from "../folder-rule.ts";
import { journalFile, journalled, notes, users } from "./journal-example.ts";

export default folderRule({
  id: "history/journal-out-of-order",
  title: "A migration is older than the one before it",
  why: "The tool takes the newest time that a database has recorded and runs the entries of the journal whose `when` is above it. An entry whose `when` is not above that of an earlier one is passed over without a word, and for ever, on every database that has run the earlier one. A fresh database runs it all the same, so tests do not show it.",
  severity: "error",
  aliases: [],
  *check({ listing }) {
    if (!listing) return;
    const { path, journal } = listing;
    let newest: Placed | undefined;
    for (const entry of journal.entries) {
      if (!entry.when) continue;
      const placed = { entry, when: entry.when.value };
      if (newest && placed.when <= newest.when) {
        const { value: tag } = entry.tag ?? { value: "this migration" };
        const before = newest.entry.tag?.value ?? "the one before it";
        yield {
          path,
          span: entry.when.at,
          message: `Databases that have run ${before} never run ${tag}: its time is not later.`,
          detail: `The tool runs what is later than the newest migration in its record. With a later time it runs ${tag} everywhere, once more too where a fresh database has run it already: it should be re-runnable.`,
          related: newest.entry.when
            ? [{ path, span: newest.entry.when.at, message: `${before} has this time.` }]
            : [],
          fixes: [
            {
              title: `Make it later: ${newest.when + 1}`,
              grade: "review",
              files: [{ path, edits: later(journal.entries, entry, newest.when) }],
            },
          ],
        };
        // What follows is measured by the time that the mended entry would have.
        continue;
      }
      newest = placed;
    }
  },
  examples: {
    flags: [
      {
        files: journalled(
          journalFile([0, 1_700_000_000_500, "0000_users"], [1, 1_700_000_000_200, "0001_notes"]),
          {
            "0000_users.sql": users,
            "0001_notes.sql": notes,
          },
        ),
        fixed: journalled(
          journalFile([0, 1_700_000_000_500, "0000_users"], [1, 1_700_000_000_501, "0001_notes"]),
          { "0000_users.sql": users, "0001_notes.sql": notes },
        ),
      },
    ],
    allows: [
      {
        files: journalled(
          journalFile([0, 1_700_000_000_200, "0000_users"], [1, 1_700_000_000_500, "0001_notes"]),
          {
            "0000_users.sql": users,
            "0001_notes.sql": notes,
          },
        ),
      },
    ],
  },
});

interface Placed {
  readonly entry: JournalEntry;
  readonly when: number;
}

/** The entry one later than `newest`, and those behind it that would come before it then. */
function later(
  entries: readonly JournalEntry[],
  from: JournalEntry,
  newest: number,
): readonly Edit[] {
  const edits: Edit[] = [];
  let last = newest;
  for (const { when } of entries.slice(entries.indexOf(from))) {
    if (!when) continue;
    if (when.value > last) break;
    last += 1;
    edits.push({ span: when.at, text: String(last) });
  }
  return edits;
}
