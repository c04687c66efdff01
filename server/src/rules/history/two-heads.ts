import { isThere, type Revision, type RevisionGraph } from "../../sources/alembic/graph.ts";
import { type FolderProposal, folderRule } from "../folder-rule.ts";
import { renumber } from "./renumber.ts";
import { revisionFile } from "./revision-example.ts";

export default folderRule({
  id: "history/two-heads",
  title: "Two revisions are the last one",
  why: "Two branches each added a revision on the same one. `alembic upgrade head` refuses to choose: nothing is applied until one of them stands on the other, or a third one merges them.",
  severity: "error",
  aliases: [],
  *check({ revisions }) {
    if (!revisions || revisions.heads.length < 2) return;
    // A revision that stands on nothing known: whether there are two heads shows when that is mended.
    const all = revisions.revisions;
    if (all.some((one) => one.down.some((link) => !isThere(all, link)))) return;
    // Which one came first nobody can read from the files; the name that sorts last is the later one for most teams.
    const heads = [...revisions.heads].sort((a, b) => (a.path < b.path ? -1 : 1));
    const last = heads.at(-1);
    for (const head of heads.slice(1)) {
      const other = heads.find((one) => one.id.name !== head.id.name);
      if (!other) continue;
      yield {
        path: head.path,
        span: head.downAt,
        message: `Multiple head revisions: ${head.id.name} and ${other.id.name} are both the last one.`,
        detail: "`alembic upgrade head` fails. Let one stand on the other, or merge them.",
        related: [
          { path: other.path, span: other.id.at, message: `${other.id.name} is a head too` },
        ],
        fixes: head === last && heads.length === 2 ? proposals(revisions, head, other) : [],
      };
    }
  },
  examples: {
    flags: [
      {
        files: {
          "0001_users.py": revisionFile("0001", "None"),
          "0002_orders.py": revisionFile("0002", '"0001"'),
          "0003_items.py": revisionFile("0003", '"0001"'),
        },
        fixed: {
          "0001_users.py": revisionFile("0001", "None"),
          "0002_orders.py": revisionFile("0002", '"0001"'),
          "0003_items.py": revisionFile("0003", '"0002"'),
        },
      },
    ],
    allows: [
      {
        files: {
          "a.py": revisionFile("a", "None"),
          "b.py": revisionFile("b", '"a"'),
          "c.py": revisionFile("c", '"a"'),
          "d.py": revisionFile("d", '("b", "c")'),
        },
        because: "a merge revision stands on both",
      },
    ],
  },
});

function proposals(
  graph: RevisionGraph,
  head: Revision,
  other: Revision,
): readonly FolderProposal[] {
  const onTop: FolderProposal = {
    title: `Let ${head.id.name} stand on ${other.id.name}`,
    grade: "review",
    files: [{ path: head.path, edits: [{ span: head.downAt, text: `"${other.id.name}"` }] }],
  };
  const renumbered = head.id.name < other.id.name ? renumber(graph, head, other) : undefined;
  return [...(renumbered ? [renumbered] : []), onTop, merge(head, other)];
}

/** What `alembic merge` writes. */
function merge(head: Revision, other: Revision): FolderProposal {
  const folder = head.path.slice(0, head.path.lastIndexOf("/") + 1);
  const id = `merge_${other.id.name}_${head.id.name}`.slice(0, 32);
  const text = [
    `"""Merge ${other.id.name} and ${head.id.name}"""`,
    `revision = "${id}"`,
    `down_revision = ("${other.id.name}", "${head.id.name}")`,
    "branch_labels = None",
    "depends_on = None",
    "",
    "",
    "def upgrade() -> None:",
    "    pass",
    "",
    "",
    "def downgrade() -> None:",
    "    pass",
    "",
  ].join("\n");
  return {
    title: "Add a merge revision",
    grade: "review",
    files: [
      {
        path: `${folder}${id}.py`,
        edits: [{ span: { start: 0, end: 0 }, text }],
        created: true,
      },
    ],
  };
}
