import type { Revision } from "../../sources/alembic/graph.ts";
import { baseOf } from "../../text/path.ts";
import { type FolderProposal, folderRule } from "../folder-rule.ts";
import { revisionFile } from "./revision-example.ts";

export default folderRule({
  id: "history/file-name-differs",
  title: "A file's number is not its revision",
  why: "The number in the file name and the revision inside it differ, while they agree in the other files: one of the two was changed alone. People read the name, Alembic reads the revision, so the next person chooses a number that is taken.",
  severity: "warning",
  aliases: [],
  *check({ revisions }) {
    if (!revisions) return;
    const numbered = revisions.revisions.filter((one) => numberOf(one) !== undefined);
    const agree = numbered.filter((one) => numberOf(one) === one.id.name);
    // A team whose file names never carry the revision numbers them by another plan.
    if (agree.length <= (revisions.revisions.length - 1) / 2) return;
    for (const one of numbered) {
      if (numberOf(one) === one.id.name || !/^\d+$/.test(one.id.name)) continue;
      yield {
        path: one.path,
        span: one.id.at,
        message: `The file is called ${numberOf(one)} and its revision ${one.id.name}.`,
        fixes: rename(one, revisions.revisions),
      };
    }
  },
  examples: {
    flags: [
      {
        files: {
          "0001_users.py": revisionFile("0001", "None"),
          "0002_items.py": revisionFile("0002", '"0001"'),
          "0004_orders.py": revisionFile("0003", '"0002"'),
        },
        fixed: {
          "0001_users.py": revisionFile("0001", "None"),
          "0002_items.py": revisionFile("0002", '"0001"'),
          "0003_orders.py": revisionFile("0003", '"0002"'),
        },
      },
    ],
    allows: [
      {
        files: {
          "2024_01_users.py": revisionFile("1975ea83b712", "None"),
          "2024_02_items.py": revisionFile("ae1027a6acf0", '"1975ea83b712"'),
        },
        because: "no file is named after its revision",
      },
    ],
  },
});

const numberOf = (one: Revision): string | undefined => /^(\d+)[_-]/.exec(baseOf(one.path))?.[1];

function rename(one: Revision, all: readonly Revision[]): readonly FolderProposal[] {
  const name = baseOf(one.path);
  const renamed = `${one.path.slice(0, -name.length)}${one.id.name}${name.slice(numberOf(one)?.length ?? 0)}`;
  if (all.some((each) => each.path === renamed || (each !== one && each.id.name === one.id.name)))
    return [];
  return [
    {
      title: `Rename the file to ${baseOf(renamed)}`,
      grade: "safe",
      files: [{ path: one.path, edits: [], renamed }],
    },
  ];
}
