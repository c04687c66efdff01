import type { Folder } from "../runners/folder.ts";
import type { Runner } from "../runners/runner.ts";
import { unknown } from "../runners/unknown.ts";
import { baseOf, joinPath, parentOf } from "../text/path.ts";
import type { IgnoredFile, OpenedHistory } from "./open.ts";
import { openFile, openUnread } from "./open-file.ts";

/** The migrations of a folder in the order in which its runner applies them, and what it leaves out. */
export function listing(
  runner: Runner,
  folder: Folder,
  path: string,
): Pick<OpenedHistory, "files" | "ignored" | "listed"> {
  const names = namesInOrder(runner, folder);
  return {
    files: withPrograms(names, runner, folder).flatMap(
      (name) =>
        openUnread(runner, folder, path, name) ?? openFile(runner, folder, path, name) ?? [],
    ),
    ignored: ignoredFiles(runner, folder, path, names),
    listed: folder,
  };
}

function namesInOrder(runner: Runner, folder: Folder): readonly string[] {
  const listed = runner.order.listed?.(folder);
  if (listed) return listed.filter((name) => folder.files.some((file) => file.name === name));
  return folder.files
    .map((file) => file.name)
    .filter((name) => runner.isMigration(name, folder))
    .sort(runner.order.compare);
}

/** Programs among the SQL files lie around: only files of SQL are listed. */
function withPrograms(
  names: readonly string[],
  { isProgram, order }: Runner,
  folder: Folder,
): readonly string[] {
  if (!isProgram) return names;
  const programs = folder.nearby.flatMap(({ path }) => {
    const name = parentOf(path) === folder.path ? baseOf(path) : "";
    return isProgram(name) ? [name] : [];
  });
  return programs.length === 0 ? names : [...names, ...programs].sort(order.compare);
}

/** Files with a number in front that nothing runs; a reverse that belongs to a migration is no such file. */
function ignoredFiles(
  runner: Runner,
  folder: Folder,
  path: string,
  names: readonly string[],
): readonly IgnoredFile[] {
  const taken = new Set(names);
  if (runner.down.kind === "file")
    for (const name of names) {
      const reverse = runner.down.file(name, folder);
      if (reverse) taken.add(reverse);
    }
  const because = runner.order.listed
    ? `the ${runner.order.key} does not list it`
    : `${runner.id} does not read a file of this name`;
  return folder.files
    .filter(
      ({ name }) =>
        !taken.has(name) && unknown.isMigration(name, folder) && !runner.leavesOut?.(name),
    )
    .map(({ name }) => ({ path: joinPath(path, name), because }));
}

export const isSql = ({ path }: { readonly path: string }): boolean => /\.sql$/i.test(path);
