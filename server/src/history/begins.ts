import type { NameRef } from "../effects/type-ref.ts";
import type { Parser } from "../sql/parser.ts";
import { type Change, changesOf, mayBeSame, neededTables } from "./changes.ts";
import type { OpenedFile, OpenedHistory } from "./open.ts";
import { readStatements } from "./read-statements.ts";

/**
 * Does the history start from nothing, so that what it does not create is missing on a fresh database? Its first
 * migration that speaks of tables makes them: more than it takes from a past that no file of the history shows.
 */
export function beginsFromNothing(parser: Parser, history: OpenedHistory): boolean {
  // A program that calls what is not in view may have made anything.
  if (history.files.some((file) => file.source?.opaque)) return false;
  if (history.runner.runsOthers?.(history.listed)) return false;
  for (const file of history.files) {
    // What a workflow does around the migrations says nothing of their past.
    if (file.path === history.gate?.path) continue;
    const { tables, needs } = spokenOf(parser, file);
    if (tables.length === 0 && needs.length === 0) continue;
    const own = tables.length;
    const unseen = needs.filter(
      (name) => !tables.some((one) => mayBeSame(one.name, name)) && !isMade(parser, history, name),
    );
    return own > new Set(unseen.map((one) => one.name)).size;
  }
  return false;
}

const isMade = (parser: Parser, history: OpenedHistory, name: NameRef): boolean =>
  history.files.some((file) =>
    spokenOf(parser, file).relations.some((one) => mayBeSame(one.name, name)),
  );

interface SpokenOf {
  readonly tables: readonly Change[];
  /** Whatever a statement makes or renames to that can be used like a table. */
  readonly relations: readonly Change[];
  readonly needs: readonly NameRef[];
}

const known = new WeakMap<OpenedFile, SpokenOf>();

function spokenOf(parser: Parser, file: OpenedFile): SpokenOf {
  const found = known.get(file);
  if (found) return found;
  const effects = readStatements(parser, file, file.up).flatMap((one) => one.effects);
  const changes = effects.flatMap(changesOf);
  const relations = changes
    .filter((one) => one.class === "relation" && one.what !== "drops")
    .map((one) => (one.to === undefined ? one : { ...one, name: { ...one.name, name: one.to } }));
  const tables = effects
    .filter((one) => one.kind === "create-table" || one.kind === "create-table-as")
    .flatMap((one) => changesOf(one).slice(0, 1));
  const made: SpokenOf = { tables, relations, needs: effects.flatMap(neededTables) };
  known.set(file, made);
  return made;
}
