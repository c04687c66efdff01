import { afterWhatTheyNeed } from "../runners/dependency-order.ts";
import { type DjangoMigration, djangoMigration, type Named } from "../sources/python/django.ts";
import type { HostFile } from "../sources/source.ts";
import { baseOf, parentOf } from "../text/path.ts";

/** Each after those of the same application that it depends on; a squashed one instead of what it replaces. */
export const inOrder = (
  folder: string,
  found: readonly DjangoMigration[],
): readonly DjangoMigration[] =>
  afterWhatTheyNeed(placed(folder, found)).map((one) => one.migration);

/** The application's name in dependencies, and the migrations that no other one of it depends on. */
export function leavesOf(
  folder: string,
  files: readonly HostFile[],
): { readonly app: string; readonly leaves: readonly string[] } {
  const found = files.flatMap((file) => djangoMigration(file) ?? []);
  const own = placed(folder, found);
  const below = new Set(own.flatMap((one) => one.depends));
  return {
    app: labelOf(folder, found, new Set(found.map(nameOf))),
    leaves: own.map((one) => one.id).filter((id) => !below.has(id)),
  };
}

interface Placed {
  readonly id: string;
  readonly depends: readonly string[];
  readonly migration: DjangoMigration;
}

/** Those that are run, by name, with those of the application that they depend on. */
function placed(folder: string, found: readonly DjangoMigration[]): readonly Placed[] {
  const names = new Set(found.map((one) => nameOf(one)));
  const label = labelOf(folder, found, names);
  const ofApp = (list: readonly Named[]): readonly string[] =>
    list.filter(({ app }) => app === label).map(({ name }) => name);
  const replaced = new Set(found.flatMap((one) => ofApp(one.replaces)));
  const by = new Map(
    found.flatMap((one) => ofApp(one.replaces).map((name) => [name, nameOf(one)])),
  );
  return found
    .filter((one) => !replaced.has(nameOf(one)))
    .map((migration) => ({
      id: nameOf(migration),
      depends: ofApp(migration.depends)
        .map((name) => by.get(name) ?? name)
        .filter((name) => names.has(name) && name !== nameOf(migration)),
      migration,
    }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

const nameOf = ({ path }: DjangoMigration): string => baseOf(path).replace(/\.py$/, "");

/** The application's name in dependencies: its folder's, or the one under which the most of its migrations are named. */
function labelOf(
  folder: string,
  found: readonly DjangoMigration[],
  names: ReadonlySet<string>,
): string {
  const counts = new Map<string, number>();
  for (const { app, name } of found.flatMap((one) => [...one.depends, ...one.replaces]))
    if (names.has(name)) counts.set(app, (counts.get(app) ?? 0) + 1);
  const byFolder = baseOf(parentOf(folder));
  if (counts.has(byFolder)) return byFolder;
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0] ?? byFolder;
}
