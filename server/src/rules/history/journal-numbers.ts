import type { JournalEntry } from "../../runners/journal.ts";
import { joinPath } from "../../text/path.ts";
import {
  type FolderProposal,
  type FolderReport,
  folderRule,
  type Listing,
} from "../folder-rule.ts";
import { nextIdx, numberOf, renumbered, withoutEntry } from "./journal-entries.ts";
import { journalFile, journalled, notes, users } from "./journal-example.ts";

export default folderRule({
  id: "history/journal-numbers",
  title: "The numbers of the journal do not fit",
  why: "Two branches each took the next number, and the merge kept both entries. A tag that is listed twice is run twice, and its second run fails. An idx that is there twice, or is not the number of its file, leads the tool to give the next migration a number that is taken.",
  severity: "warning",
  aliases: [],
  *check({ listing }) {
    if (!listing) return;
    const { entries } = listing.journal;
    for (const [index, entry] of entries.entries()) {
      const earlier = entries.slice(0, index);
      const twin = entry.tag && earlier.find((one) => one.tag?.value === entry.tag?.value);
      const found = twin ? listedTwice(listing, entry, twin) : misnumbered(listing, entry, earlier);
      if (found) yield found;
    }
  },
  examples: {
    flags: [
      {
        files: journalled(journalFile([0, 1, "0000_users"], [1, 2, "0000_users"]), {
          "0000_users.sql": users,
        }),
        fixed: journalled(journalFile([0, 1, "0000_users"]), { "0000_users.sql": users }),
      },
      {
        files: journalled(journalFile([0, 1, "0000_users"], [0, 2, "0000_notes"]), {
          "0000_users.sql": users,
          "0000_notes.sql": notes,
        }),
        fixed: journalled(journalFile([0, 1, "0000_users"], [1, 2, "0001_notes"]), {
          "0000_users.sql": users,
          "0001_notes.sql": notes,
        }),
      },
      {
        files: journalled(journalFile([0, 1, "0000_users"], [2, 2, "0001_notes"]), {
          "0000_users.sql": users,
          "0001_notes.sql": notes,
        }),
        fixed: journalled(journalFile([0, 1, "0000_users"], [1, 2, "0001_notes"]), {
          "0000_users.sql": users,
          "0001_notes.sql": notes,
        }),
      },
    ],
    allows: [
      {
        files: journalled(journalFile([0, 1, "20250101000000_users"]), {
          "20250101000000_users.sql": users,
        }),
        because: "the files are numbered by the time",
      },
    ],
  },
});

function listedTwice(listing: Listing, entry: JournalEntry, twin: JournalEntry): FolderReport {
  const { path } = listing;
  const tag = entry.tag ?? { value: "", at: entry.at };
  return {
    path,
    span: tag.at,
    severity: "error",
    message: `${tag.value} is listed twice: a fresh database runs it a second time.`,
    related: [{ path, span: twin.tag?.at ?? twin.at, message: "It is listed here first." }],
    fixes: [
      {
        title: "Take the second entry out",
        grade: "review",
        files: [{ path, edits: [withoutEntry(listing, entry)] }],
      },
    ],
  };
}

function misnumbered(
  listing: Listing,
  entry: JournalEntry,
  earlier: readonly JournalEntry[],
): FolderReport | undefined {
  const { idx, tag } = entry;
  if (!idx || !tag) return undefined;
  const number = numberOf(tag.value);
  const twin = earlier.find((one) => one.idx?.value === idx.value);
  if (number === undefined || (number === idx.value && !twin)) return undefined;
  const { path, journal } = listing;
  const taken = journal.entries.some((one) => one !== entry && one.idx?.value === number);
  return {
    path,
    span: idx.at,
    message: twin
      ? `Two entries have the idx ${idx.value}: ${twin.tag?.value} and ${tag.value}.`
      : `${tag.value} has the idx ${idx.value}, not ${number}.`,
    detail: "The tool's next migration may take a number that is there already.",
    related: twin?.idx ? [{ path, span: twin.idx.at, message: "The other one." }] : [],
    fixes: taken
      ? renumber(listing, entry)
      : [
          {
            title: `Set it to ${number}`,
            grade: "safe",
            files: [{ path, edits: [{ span: idx.at, text: String(number) }] }],
          },
        ],
  };
}

/** The next free number, for the entry and its file: the tool's record knows neither. */
function renumber(listing: Listing, { idx, tag }: JournalEntry): readonly FolderProposal[] {
  if (!idx || !tag) return [];
  const { path, journal, folder, names } = listing;
  const next = nextIdx(journal.entries);
  const called = renumbered(tag.value, next);
  const file = `${tag.value}.sql`;
  return [
    {
      title: `Renumber it: ${called}`,
      grade: "review",
      files: [
        {
          path,
          edits: [
            { span: idx.at, text: String(next) },
            { span: tag.at, text: JSON.stringify(called) },
          ],
        },
        ...(names.includes(file)
          ? [
              {
                path: joinPath(folder, file),
                edits: [],
                renamed: joinPath(folder, `${called}.sql`),
              },
            ]
          : []),
      ],
    },
  ];
}
