import { folderRule } from "../folder-rule.ts";
import { renumber } from "./renumber.ts";
import { revisionFile } from "./revision-example.ts";

export default folderRule({
  id: "history/duplicate-revision",
  title: "Two files have the same revision",
  why: "Alembic keeps revisions by their id: of two files with one id it takes the one that it reads last, warns, and never runs the other. The migration that is left out is missing on every database.",
  severity: "error",
  aliases: [],
  *check({ revisions }) {
    if (!revisions) return;
    const byPath = [...revisions.revisions].sort((a, b) => (a.path < b.path ? -1 : 1));
    for (const [index, one] of byPath.entries()) {
      const others = byPath.filter((each) => each !== one && each.id.name === one.id.name);
      const [other] = others;
      if (!other) continue;
      const later = byPath.indexOf(other) < index;
      const rest = byPath.filter((each) => each !== one);
      const last = rest.find(
        (each) =>
          revisions.heads.some((head) => head.id.name === each.id.name) ||
          rest.every((some) => !some.down.some((link) => link.name === each.id.name)),
      );
      const renumbered = later && last ? renumber(revisions, one, last) : undefined;
      yield {
        path: one.path,
        span: one.id.at,
        message: `Revision ${one.id.name} is present more than once.`,
        detail: "Alembic runs one of the files and leaves the other out.",
        related: [{ path: other.path, span: other.id.at, message: `also ${one.id.name}` }],
        fixes: renumbered ? [renumbered] : [],
      };
    }
  },
  examples: {
    flags: [
      {
        files: {
          "0001_users.py": revisionFile("0001", "None"),
          "0002_items.py": revisionFile("0002", '"0001"'),
          "0002_orders.py": revisionFile("0002", '"0001"'),
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
          "0001_users.py": revisionFile("0001", "None"),
          "0002_items.py": revisionFile("0002", '"0001"'),
        },
        because: "each revision is there once",
      },
    ],
  },
});
