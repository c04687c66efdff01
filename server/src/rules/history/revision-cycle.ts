import type { Revision, RevisionGraph } from "../../sources/alembic/graph.ts";
import { folderRule } from "../folder-rule.ts";
import { revisionFile } from "./revision-example.ts";

export default folderRule({
  id: "history/revision-cycle",
  title: "Revisions stand on each other in a circle",
  why: "Following `down_revision` from this revision leads back to it, so that none of them can be run first. Alembic stops with CycleDetected.",
  severity: "error",
  aliases: [],
  *check({ revisions }) {
    if (!revisions) return;
    for (const one of revisions.revisions) {
      if (!reaches(revisions, one, one, new Set())) continue;
      yield {
        path: one.path,
        span: one.downAt,
        message: `Cycle is detected in revisions: ${one.id.name} stands on itself.`,
        detail: "Alembic refuses every command until the circle is broken.",
      };
    }
  },
  examples: {
    flags: [
      { files: { "a.py": revisionFile("a", '"b"'), "b.py": revisionFile("b", '"a"') } },
      { files: { "a.py": revisionFile("a", '"a"') } },
    ],
    allows: [
      {
        files: { "a.py": revisionFile("a", "None"), "b.py": revisionFile("b", '"a"') },
        because: "the first one stands on nothing",
      },
    ],
  },
});

function reaches(graph: RevisionGraph, from: Revision, to: Revision, seen: Set<Revision>): boolean {
  for (const link of from.down) {
    const next = graph.revisions.find((one) => one.id.name === link.name);
    if (!next) continue;
    if (next === to) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    if (reaches(graph, next, to, seen)) return true;
  }
  return false;
}
