import type { Span } from "../../text/span.ts";
import { textOf } from "../host-string.ts";
import type { Module } from "../python/module.ts";
import type { Value } from "../python/value.ts";

/** One revision file: what it calls itself and what it stands on. */
export interface Revision {
  readonly path: string;
  readonly id: Link;
  /** Empty: it begins a tree. */
  readonly down: readonly Link[];
  /** The whole right side of `down_revision = …`. */
  readonly downAt: Span;
  readonly dependsOn: readonly Link[];
}

/** A revision's name where it is written, quotes and all. */
export interface Link {
  readonly name: string;
  readonly at: Span;
}

/** The revisions of one tree. */
export interface RevisionGraph {
  /** In the order in which they are run; those that share a revision included. */
  readonly revisions: readonly Revision[];
  /** Revisions that nothing stands on. */
  readonly heads: readonly Revision[];
}

/** What a module says of itself; undefined when it is no revision. */
export function revisionOf(path: string, module: Module): Revision | undefined {
  const id = module.scope.get("revision");
  const down = module.scope.get("down_revision");
  if (id?.kind !== "string" || down === undefined) return undefined;
  const links = linksOf(down);
  if (!links) return undefined;
  return {
    path,
    id: { name: textOf(id.string), at: id.at },
    down: links,
    downAt: down.at,
    dependsOn: linksOf(module.scope.get("depends_on")) ?? [],
  };
}

function linksOf(value: Value | undefined): readonly Link[] | undefined {
  if (value === undefined || value.kind === "none") return [];
  if (value.kind === "string") return [{ name: textOf(value.string), at: value.at }];
  if (value.kind !== "list") return undefined;
  const links = value.items.map(linksOf);
  return links.some((one) => one === undefined) ? undefined : links.flatMap((one) => one ?? []);
}

const isOf = (link: Link, revision: Revision): boolean => link.name === revision.id.name;

/** Is there a revision of this name? Alembic takes an unambiguous beginning of one. */
export const isThere = (revisions: readonly Revision[], { name }: Link): boolean =>
  revisions.some(({ id }) => id.name === name || (name.length > 3 && id.name.startsWith(name)));

/** Each after what it stands on; what a cycle holds back comes last, in the order of names. */
export function graphOf(revisions: readonly Revision[]): RevisionGraph {
  const sorted = [...revisions].sort((a, b) => (a.path < b.path ? -1 : 1));
  const names = new Set(sorted.map((one) => one.id.name));
  const placed = new Set<string>();
  const order: Revision[] = [];
  let waiting = sorted;
  while (waiting.length > 0) {
    const ready = waiting.find((one) =>
      links(one).every(({ name }) => placed.has(name) || !names.has(name)),
    );
    const next = ready ?? waiting[0];
    if (!next) break;
    order.push(next);
    placed.add(next.id.name);
    waiting = waiting.filter((one) => one !== next);
    // The chain is followed before another branch is begun.
    waiting = [
      ...waiting.filter((one) => stands(one, next)),
      ...waiting.filter((one) => !stands(one, next)),
    ];
  }
  const below = new Set(sorted.flatMap((one) => one.down.map(({ name }) => name)));
  return { revisions: order, heads: order.filter((one) => !below.has(one.id.name)) };
}

const links = (one: Revision): readonly Link[] => [...one.down, ...one.dependsOn];

const stands = (one: Revision, on: Revision): boolean => one.down.some((link) => isOf(link, on));
