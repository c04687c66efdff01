import type { Catalog, Column, Table } from "../catalog/catalog.ts";
import type { Names } from "../catalog/names.ts";
import { isTable } from "../catalog/relations/require.ts";
import { changesOf } from "../catalog/same-value.ts";
import type { FileRun, Ran } from "./run-file.ts";

/** What the first run left and the second one throws away. */
export interface ThrownAway {
  readonly statement: number;
  /** As `schema.table` or `schema.table.column`, how the first run left it. */
  readonly name: string;
}

/**
 * Tables and columns that the second run drops with all that the first one put into them, though nothing fails and the
 * schema comes out the same: RENAME a TO old, ADD a, DROP old; or ADD new, DROP a, RENAME new TO a, where nothing fills
 * the new one a second time. Up to the first statement that fails: a tool stops there. What a file drops and makes
 * under one name is made anew on purpose.
 */
export function thrownAway(first: FileRun, second: FileRun): readonly ThrownAway[] {
  const watch: Watch = { first: first.after, tables: new Map(), filled: new Set(), dropped: [] };
  const found: ThrownAway[] = [];
  for (const [statement, ran] of second.statements.entries()) {
    if (ran.outcome.kind === "fails" && first.statements[statement]?.outcome.kind !== "fails")
      break;
    for (const key of ran.filled ?? []) watch.filled.add(key);
    if (ran.before.relations === ran.after.relations) continue;
    for (const name of lostBy(watch, ran)) found.push({ statement, name });
  }
  return found;
}

interface Watch {
  readonly first: Catalog;
  /** By the key that it has now; null: the second run made it. */
  readonly tables: Map<string, Kept | null>;
  /** Tables into which the second run writes. */
  readonly filled: Set<string>;
  /** What was dropped under its own name, which something else may take. */
  readonly dropped: string[];
}

/** A table of the first run, its columns by position, which a rename keeps. */
interface Kept {
  readonly name: string;
  readonly columns: Map<number, string>;
}

function lostBy(watch: Watch, { before, after }: Ran): readonly string[] {
  const changes = changesOf(before.relations, after.relations);
  const added = changes.filter(({ change }) => change === "added").map(({ name }) => name);
  const found: string[] = [];
  for (const { name: key, change } of changes) {
    const kept = keptAt(watch, key, before);
    const [was, is] = [tableAt(before, key), tableAt(after, key)];
    if (change === "both" && was && is) found.push(...lostColumns(watch, key, kept, was, is));
    if (change !== "missing" || !was) continue;
    watch.tables.delete(key);
    const to = added.find((other) => after.relations.known.get(other)?.origin === was.origin);
    if (to !== undefined) {
      watch.tables.set(to, kept);
      if (!watch.filled.has(key)) found.push(...takenOver(watch, to));
    } else if (kept?.name === key) watch.dropped.push(key);
    else if (kept) found.push(kept.name);
  }
  for (const key of added) if (!watch.tables.has(key)) watch.tables.set(key, null);
  return found;
}

function keptAt(watch: Watch, key: string, before: Catalog): Kept | null {
  const known = watch.tables.get(key);
  if (known !== undefined) return known;
  const table = tableAt(before, key) && tableAt(watch.first, key);
  const columns = table && new Map([...byPosition(table.columns)]);
  const kept = columns ? { name: key, columns } : null;
  watch.tables.set(key, kept);
  return kept;
}

function lostColumns(
  watch: Watch,
  key: string,
  kept: Kept | null,
  was: Table,
  is: Table,
): readonly string[] {
  if (was.columns === is.columns) return [];
  const [before, after] = [byPosition(was.columns), byPosition(is.columns)];
  const found: string[] = [];
  for (const [position, name] of kept?.columns ?? []) {
    if (after.has(position)) continue;
    kept?.columns.delete(position);
    const full = `${kept?.name}.${name}`;
    if (before.get(position) === name) watch.dropped.push(full);
    else found.push(full);
  }
  for (const [position, name] of after)
    if (before.has(position) && before.get(position) !== name && !watch.filled.has(key))
      found.push(...takenOver(watch, `${kept?.name ?? key}.${name}`));
  return found;
}

/** Something else has the name of what was dropped. */
function takenOver({ dropped }: Watch, name: string): readonly string[] {
  const at = dropped.indexOf(name);
  return at < 0 ? [] : dropped.splice(at, 1);
}

const byPosition = (columns: Names<Column>): ReadonlyMap<number, string> =>
  new Map([...columns.known].map(([name, { position }]) => [position, name]));

function tableAt(catalog: Catalog, key: string): Table | undefined {
  const relation = catalog.relations.known.get(key);
  return relation && isTable(relation) ? relation : undefined;
}
