import { joinPath } from "../../text/path.ts";
import { type FolderProposal, folderRule, type Listing } from "../folder-rule.ts";
import { nextIdx, numberOf, renumbered, withEntry } from "./journal-entries.ts";
import { items, journalFile, journalled, notes, users } from "./journal-example.ts";

export default folderRule({
  id: "history/file-without-entry",
  title: "The journal leaves a migration out",
  why: "The tool runs what its journal lists, and nothing else. A file that was copied into the folder, or whose entry was lost in a merge, is passed over without a word, and what it makes is missing everywhere.",
  severity: "warning",
  aliases: [],
  *check({ listing }) {
    if (!listing) return;
    for (const name of listing.leftOut)
      yield {
        path: joinPath(listing.folder, name),
        span: { start: 0, end: 0 },
        message: "This file is not run: the journal does not list it.",
        detail: `Add it to ${listing.path}, or move it elsewhere.`,
        fixes: [added(listing, name)],
      };
  },
  examples: {
    flags: [
      {
        files: journalled(journalFile([0, 1, "0000_users"]), {
          "0000_users.sql": users,
          "0001_notes.sql": notes,
        }),
        fixed: journalled(journalFile([0, 1, "0000_users"], [1, 2, "0001_notes"]), {
          "0000_users.sql": users,
          "0001_notes.sql": notes,
        }),
      },
      {
        files: journalled(journalFile([0, 1, "0000_users"], [1, 2, "0001_notes"]), {
          "0000_users.sql": users,
          "0001_notes.sql": notes,
          "0001_items.sql": items,
        }),
        fixed: journalled(
          journalFile([0, 1, "0000_users"], [1, 2, "0001_notes"], [2, 3, "0002_items"]),
          { "0000_users.sql": users, "0001_notes.sql": notes, "0002_items.sql": items },
        ),
      },
    ],
    allows: [
      {
        files: journalled(journalFile([0, 1, "0000_users"]), {
          "0000_users.sql": users,
          "seed.sql": "SELECT 1;\n",
        }),
        because: "a file without a number is no migration of the tool's",
      },
    ],
  },
});

/** At the end, so that databases which have run all others run it too; with the number that it has there. */
function added(listing: Listing, name: string): FolderProposal {
  const { path, folder, journal } = listing;
  const tag = name.replace(/\.sql$/, "");
  const number = numberOf(tag);
  const next = nextIdx(journal.entries);
  const isFree = number !== undefined && number >= next;
  const idx = isFree ? number : next;
  const called = isFree || number === undefined ? tag : renumbered(tag, idx);
  const own = joinPath(folder, name);
  return {
    title: called === tag ? "Add it to the journal" : `Add it to the journal as ${called}`,
    grade: "review",
    files: [
      { path, edits: [withEntry(listing, idx, called)] },
      ...(called === tag
        ? []
        : [{ path: own, edits: [], renamed: joinPath(folder, `${called}.sql`) }]),
    ],
  };
}
