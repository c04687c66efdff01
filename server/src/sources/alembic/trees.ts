import { parentOf } from "../../text/path.ts";
import type { HostFile } from "../source.ts";
import { graphOf, type Revision, type RevisionGraph, revisionOf } from "./graph.ts";
import { type Migration, readMigration } from "./migration.ts";

/** One tree of revisions: the folder that they lie in, in the order in which they are run. */
export interface AlembicTree {
  readonly folder: string;
  readonly because: string;
  readonly graph: RevisionGraph;
  readonly files: readonly RevisionFile[];
  /** The same tree with other texts or paths of its files, or with new ones. */
  readonly withFiles: (changes: readonly (HostFile & { renamed?: string })[]) => AlembicTree;
}

export interface RevisionFile {
  readonly revision: Revision;
  readonly migration: Migration;
}

/** The trees among these files: a tree for each folder, or for the folders that one alembic.ini joins. */
export function alembicTrees(files: readonly HostFile[]): readonly AlembicTree[] {
  const joined = joinedFolders(files);
  const folders = new Map<string, RevisionFile[]>();
  for (const file of files) {
    const found = read(file);
    if (!found) continue;
    const own = parentOf(file.path);
    const folder = joined.get(own) ?? own;
    folders.set(folder, [...(folders.get(folder) ?? []), found]);
  }
  return [...folders].map(([folder, found]) => tree(folder, found));
}

function tree(folder: string, found: readonly RevisionFile[]): AlembicTree {
  const graph = graphOf(found.map((one) => one.revision));
  const byRevision = new Map(found.map((one) => [one.revision, one]));
  return {
    folder,
    because: "Python files with revision and down_revision",
    graph,
    files: graph.revisions.flatMap((one) => byRevision.get(one) ?? []),
    withFiles: (changes) => {
      const others = found.filter((one) => changes.every(({ path }) => path !== one.revision.path));
      const changed = changes.flatMap(
        ({ path, text, renamed }) => read({ path: renamed ?? path, text }) ?? [],
      );
      return tree(folder, [...others, ...changed]);
    },
  };
}

function read(file: HostFile): RevisionFile | undefined {
  if (!mayBeRevision(file)) return undefined;
  const migration = readMigration(file);
  const revision = revisionOf(file.path, migration.module);
  return revision && { revision, migration };
}

/** Cheap, before anything is parsed. */
export const mayBeRevision = ({ path, text }: HostFile): boolean =>
  path.endsWith(".py") && /^revision\b/m.test(text) && /^down_revision\b/m.test(text);

/** `version_locations` of an alembic.ini or a pyproject.toml: several folders, one tree. By folder the first one. */
function joinedFolders(files: readonly HostFile[]): ReadonlyMap<string, string> {
  const joined = new Map<string, string>();
  const folders = new Set(files.map((file) => parentOf(file.path)));
  for (const file of files) {
    if (!/(?:^|\/)(?:alembic\.ini|pyproject\.toml)$/.test(file.path)) continue;
    const written = /^\s*version_locations\s*=\s*(.+(?:\n[ \t]+.+)*)/m.exec(file.text)?.[1] ?? "";
    const names = [...written.matchAll(/[\w./-]*(?:%\(here\)s)?[\w./-]+/g)].map((one) =>
      one[0]
        .replace(/^.*%\(here\)s\/?/, "")
        .replace(/^\.\//, "")
        .replace(/\/$/, ""),
    );
    const own = names.flatMap(
      (name) => [...folders].find((one) => isAt(one, parentOf(file.path), name)) ?? [],
    );
    for (const one of own.slice(1)) joined.set(one, own[0] ?? one);
  }
  return joined;
}

const isAt = (folder: string, base: string, name: string): boolean =>
  folder === (base === "" ? name : `${base}/${name}`) ||
  (name.includes("/") && folder.endsWith(`/${name}`));
