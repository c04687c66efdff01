import {
  isThere,
  type Link,
  type Revision,
  type RevisionGraph,
} from "../../sources/alembic/graph.ts";
import { type FolderProposal, folderRule } from "../folder-rule.ts";
import { revisionFile } from "./revision-example.ts";

export default folderRule({
  id: "history/broken-down-revision",
  title: "A revision stands on one that does not exist",
  why: "`down_revision` names a revision that no file has: renamed, renumbered, or never merged. Alembic cannot build its map and stops at every command with a KeyError.",
  severity: "error",
  aliases: [],
  *check({ revisions }) {
    if (!revisions) return;
    for (const one of revisions.revisions)
      for (const link of [...one.down, ...one.dependsOn]) {
        if (isThere(revisions.revisions, link)) continue;
        if (isLabel(link)) continue;
        const meant = meantBy(revisions, one, link);
        yield {
          path: one.path,
          span: link.at,
          message: `No revision is called ${link.name}: Alembic stops with KeyError '${link.name}'.`,
          detail: meant ? `Did you mean ${meant}?` : "",
          fixes: meant ? [repoint(one, link, meant)] : [],
        };
      }
  },
  examples: {
    flags: [
      {
        files: {
          "0001_users.py": revisionFile("0001", "None"),
          "0002_items.py": revisionFile("0002", '"0001a"'),
        },
        fixed: {
          "0001_users.py": revisionFile("0001", "None"),
          "0002_items.py": revisionFile("0002", '"0001"'),
        },
      },
    ],
    allows: [
      {
        files: {
          "1975ea83b712_a.py": revisionFile("1975ea83b712", "None"),
          "ae1027a6acf_b.py": revisionFile("ae1027a6acf", '"1975ea83b712"'),
        },
        because: "the revision is there",
      },
    ],
  },
});

const repoint = (one: Revision, link: Link, name: string): FolderProposal => ({
  title: `Let it stand on ${name}`,
  grade: "review",
  files: [{ path: one.path, edits: [{ span: link.at, text: `"${name}"` }] }],
});

/** `depends_on` may name a branch label. */
const isLabel = (link: Link): boolean => /@/.test(link.name);

/** The nearest name by letters, else the only revision that nothing stands on. */
function meantBy(graph: RevisionGraph, from: Revision, link: Link): string | undefined {
  const others = graph.revisions.filter((one) => one !== from).map((one) => one.id.name);
  const near = others
    .map((name) => ({ name, far: distance(name, link.name) }))
    .filter(({ far }) => far <= Math.max(1, Math.floor(link.name.length / 4)))
    .sort((a, b) => a.far - b.far);
  if (near[0] && near[0].far !== near[1]?.far) return near[0].name;
  const below = new Set(
    graph.revisions
      .filter((one) => one !== from)
      .flatMap((one) => one.down.map(({ name }) => name)),
  );
  const free = others.filter((name) => !below.has(name));
  return free.length === 1 ? free[0] : undefined;
}

/** Levenshtein's. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++)
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[other.length] ?? 0;
}
