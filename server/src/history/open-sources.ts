import { alembic } from "../runners/alembic.ts";
import { program } from "../runners/program.ts";
import { type AlembicTree, alembicTrees } from "../sources/alembic/trees.ts";
import { goPrograms } from "../sources/go/programs.ts";
import { type Program, rustPrograms } from "../sources/rust/programs.ts";
import type { HostFile } from "../sources/source.ts";
import { type Gate, gateOf } from "../sources/workflow/gate.ts";
import { isWorkflow } from "../sources/workflow/workflow.ts";
import { baseOf, joinPath, parentOf, within } from "../text/path.ts";
import { asSeenFrom } from "./around.ts";
import type { Declared } from "./declared.ts";
import type { OpenedFile, OpenedHistory, Surroundings } from "./open.ts";
import { openDjango } from "./open-django.ts";
import { openScripts } from "./open-scripts.ts";
import { openedIn, withChange } from "./opened-in.ts";
import { openSource } from "./source-file.ts";

/** The histories that stand in programs. */
export const openSources = (
  files: readonly HostFile[],
  surroundings: Surroundings,
  declared: (folder: string) => Declared,
): readonly OpenedHistory[] => [
  ...alembicTrees(files).map((tree) =>
    openTree(
      tree,
      declared(tree.folder),
      gateOf(workflows(files, surroundings), inRepository(tree.folder, surroundings)),
    ),
  ),
  ...openDjango(files, surroundings.nearby, declared),
  ...openScripts(files, surroundings.base, surroundings.nearby, declared),
  ...[...rustPrograms(files), ...goPrograms(files)].map((program) =>
    openProgram(program, declared(parentOf(program.path))),
  ),
];

/** A program that makes its tables itself is a history of one migration, which every boot runs. */
function openProgram({ path, name, source }: Program, declared: Declared): OpenedHistory {
  const because = `${baseOf(path)}: ${name} sends the statements itself`;
  return {
    ...openedIn(parentOf(path), program, because, [openSource(path, source)], declared),
    reopen: (changes) => {
      const hosts = source.hosts.map((host) => withChange(host, changes));
      return openProgram({ path, name, source: source.reread(hosts) }, declared);
    },
  };
}

/** Workflows lie around, by paths like those of the revisions. */
const workflows = (
  files: readonly HostFile[],
  { base, nearby }: Surroundings,
): readonly HostFile[] =>
  nearby
    .filter(({ path }) => isWorkflow(path))
    .map(({ path, text }) => ({
      path: files[0]?.path.startsWith("/") ? path : asSeenFrom(base, path),
      text,
    }));

/** A workflow names folders from the top of its repository. */
function inRepository(folder: string, { base, nearby }: Surroundings): string {
  const absolute = joinPath(base, folder);
  const tops = nearby.flatMap(({ path }) => {
    const at = path.indexOf(".github/workflows/");
    return at < 0 ? [] : [path.slice(0, Math.max(0, at - 1))];
  });
  for (const top of tops) {
    const inside = within(top, absolute);
    if (inside !== undefined) return inside;
  }
  return folder;
}

function openTree(tree: AlembicTree, declared: Declared, gate: Gate | undefined): OpenedHistory {
  const revisions = tree.files.map(({ revision, migration }) => ({
    id: revision.id.name,
    file: openSource(revision.path, migration.source),
  }));
  const files = gate ? withGate(revisions, gate) : revisions.map((one) => one.file);
  return {
    ...openedIn(tree.folder, alembic, tree.because, files, declared),
    revisions: tree.graph,
    ...(gate ? { gate } : {}),
    reopen: (changes) => {
      const workflow = changes.find((one) => one.path === gate?.path);
      const others = changes.filter((one) => one !== workflow);
      return openTree(
        tree.withFiles(others),
        declared,
        workflow ? gate?.withText(workflow.text) : gate,
      );
    },
  };
}

/** The SQL of the workflow after the revision that it is run after. */
function withGate(
  revisions: readonly { readonly id: string; readonly file: OpenedFile }[],
  { path, parts }: Gate,
): readonly OpenedFile[] {
  const out: OpenedFile[] = [];
  const waiting = [...parts];
  const place = (isTime: (after: string | undefined) => boolean): void => {
    while (waiting[0] && isTime(waiting[0].after)) {
      out.push(openSource(path, waiting[0].source));
      waiting.shift();
    }
  };
  place((after) => after === undefined);
  for (const { id, file } of revisions) {
    out.push(file);
    place(
      (after) => after === id || (after !== undefined && after.length > 3 && id.startsWith(after)),
    );
  }
  place(() => true);
  return out;
}
