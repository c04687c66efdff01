import { alembic } from "../runners/alembic.ts";
import { baseOf, type NearbyFile, parentOf } from "../runners/folder.ts";
import { program } from "../runners/program.ts";
import { type AlembicTree, alembicTrees } from "../sources/alembic/trees.ts";
import { type Program, rustPrograms } from "../sources/rust/programs.ts";
import type { HostFile } from "../sources/source.ts";
import type { Declared } from "./declared.ts";
import type { OpenedHistory } from "./open.ts";
import { openScripts } from "./open-scripts.ts";
import { openSource } from "./source-file.ts";

/** The histories that stand in programs. */
export const openSources = (
  files: readonly HostFile[],
  base: string,
  nearby: readonly NearbyFile[],
  declared: (folder: string) => Declared,
): readonly OpenedHistory[] => [
  ...alembicTrees(files).map((tree) => openTree(tree, declared(tree.folder))),
  ...openScripts(files, base, nearby, declared),
  ...rustPrograms(files).map((program) => openProgram(program, declared(parentOf(program.path)))),
];

/** A program that makes its tables itself is a history of one migration, which every boot runs. */
function openProgram({ path, name, source }: Program, declared: Declared): OpenedHistory {
  return {
    folder: parentOf(path),
    base: "",
    runner: program,
    because: `${baseOf(path)}: ${name} sends the statements itself`,
    files: [openSource(path, source)],
    ignored: [],
    environment: declared.environment,
    ...(declared.postgresVersion === undefined
      ? {}
      : { postgresVersion: declared.postgresVersion }),
    severities: declared.rules,
    listed: { path: parentOf(path), files: [], nearby: [] },
    reopen: (changes) => {
      const hosts = source.hosts.map((host) => {
        const changed = changes.find((one) => one.path === host.path);
        return changed ? { path: host.path, text: changed.text } : host;
      });
      return openProgram({ path, name, source: source.reread(hosts) }, declared);
    },
  };
}

const openTree = (tree: AlembicTree, declared: Declared): OpenedHistory => ({
  folder: tree.folder,
  base: "",
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
