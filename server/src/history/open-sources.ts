import { alembic } from "../runners/alembic.ts";
import { type AlembicTree, alembicTrees } from "../sources/alembic/trees.ts";
import type { HostFile } from "../sources/source.ts";
import type { Declared } from "./declared.ts";
import type { OpenedHistory } from "./open.ts";
import { openSource } from "./source-file.ts";

/** The histories that stand in programs. */
export const openSources = (
  files: readonly HostFile[],
  declared: (folder: string) => Declared,
): readonly OpenedHistory[] =>
  alembicTrees(files).map((tree) => openTree(tree, declared(tree.folder)));

const openTree = (tree: AlembicTree, declared: Declared): OpenedHistory => ({
  folder: tree.folder,
  runner: alembic,
  because: tree.because,
  files: tree.files.map(({ revision, migration }) => openSource(revision.path, migration.source)),
  ignored: [],
  environment: declared.environment,
  ...(declared.postgresVersion === undefined ? {} : { postgresVersion: declared.postgresVersion }),
  severities: declared.rules,
  listed: { path: tree.folder, files: [], nearby: [] },
  revisions: tree.graph,
  reopen: (changes) => openTree(tree.withFiles(changes), declared),
});
