import type { Revision, RevisionGraph } from "../../sources/alembic/graph.ts";
import type { Edit } from "../../text/span.ts";
import type { FileEdits } from "../finding.ts";
import type { FolderProposal } from "../folder-rule.ts";

/**
 * Gives a revision the number after `last`: in its own file (revision, down_revision, file name) and in the files that
 * stand on it. Only where revisions are numbers of one width.
 */
export function renumber(
  graph: RevisionGraph,
  moved: Revision,
  last: Revision,
): FolderProposal | undefined {
  const next = numberAfter(graph, last.id.name);
  if (next === undefined) return undefined;
  const own: Edit[] = [{ span: moved.id.at, text: `"${next}"` }];
  if (moved !== last) own.push({ span: moved.downAt, text: `"${last.id.name}"` });
  const folder = moved.path.slice(0, moved.path.lastIndexOf("/") + 1);
  const name = moved.path.slice(folder.length);
  const prefix = /^\d+/.exec(name)?.[0];
  const renamed =
    prefix !== undefined && prefix.length === next.length
      ? `${folder}${next}${name.slice(prefix.length)}`
      : undefined;
  const file: FileEdits = { path: moved.path, edits: own, ...(renamed ? { renamed } : {}) };
  return {
    title: `Renumber the revision: ${next}, on top of ${last.id.name}`,
    grade: "review",
    files: [file, ...dependants(graph, moved, next)],
  };
}

/** Files that name the moved revision, when no other one of that name is left for them. */
function dependants(graph: RevisionGraph, moved: Revision, next: string): readonly FileEdits[] {
  const isAlone = graph.revisions.filter((one) => one.id.name === moved.id.name).length === 1;
  if (!isAlone) return [];
  return graph.revisions.flatMap((one) => {
    const edits = [...one.down, ...one.dependsOn]
      .filter((link) => link.name === moved.id.name)
      .map((link) => ({ span: link.at, text: `"${next}"` }));
    return one !== moved && edits.length > 0 ? [{ path: one.path, edits }] : [];
  });
}

function numberAfter(graph: RevisionGraph, last: string): string | undefined {
  const names = graph.revisions.map((one) => one.id.name);
  const { length } = last;
  if (names.some((one) => !/^\d+$/.test(one) || one.length !== length) || length > 9)
    return undefined;
  const highest = Math.max(...names.map(Number));
  const next = String(highest + 1).padStart(length, "0");
  return next.length === length ? next : undefined;
}
