import { tableKeys } from "../../catalog/data/table-keys.ts";
import { insertClause } from "../../effects/clauses/insert-clause.ts";
import type { InsertEffect } from "../../effects/data/write.ts";
import { identifier } from "../../sql/names.ts";
import { replace } from "../../text/edits.ts";
import type { Related } from "../finding.ts";
import type { Proposal, Scene } from "../rule.ts";
import { tableKey } from "./insert-conflict.ts";

/** ON CONFLICT on a key that is there the first time and still at the end of the history; then on any key. */
export function keysLeft(scene: Scene): readonly Proposal[] {
  const clause = insertClause(scene.surface);
  const target = clause?.conflictTarget;
  const effect = scene.effects.find((one) => one.kind === "insert");
  if (!clause || !target || effect?.kind !== "insert") return [];
  const { onConflict } = effect as InsertEffect;
  const at = keysAt(scene.before, clause);
  const left = keysAt(scene.replayed?.before ?? scene.before, clause);
  const given = clause.columns?.map((one) => one.name);
  const fitting = left.filter(
    (columns) =>
      at.some((other) => other.join() === columns.join()) &&
      (given === undefined || columns.every((column) => given.includes(column))),
  );
  const named = fitting.map((columns): Proposal => {
    const written = `(${columns.map(identifier).join(", ")})`;
    return {
      title: `name the key that stays: ON CONFLICT ${written}`,
      grade: "review",
      edits: [replace(target, written)],
    };
  });
  if (onConflict?.action !== "nothing" || onConflict.where) return named;
  return [
    ...named,
    {
      title: "leave the key out: ON CONFLICT DO NOTHING",
      grade: "review",
      edits: [replace({ start: target.start, end: target.end + 1 }, "")],
    },
  ];
}

type Clause = NonNullable<ReturnType<typeof insertClause>>;

function keysAt(catalog: Scene["before"], clause: Clause): readonly (readonly string[])[] {
  const key = tableKey(catalog, clause);
  const table = key === undefined ? undefined : catalog.relations.known.get(key);
  if (key === undefined || !table || !("rows" in table)) return [];
  return tableKeys(catalog, key, table).flatMap((one) => {
    const columns = one.columns.filter((column) => column !== undefined);
    return one.predicate || columns.length < one.columns.length ? [] : [columns];
  });
}

/** Where the key that ON CONFLICT names goes away. */
export function takenAway(scene: Scene): readonly Related[] {
  const clause = insertClause(scene.surface);
  const effect = scene.effects.find((one) => one.kind === "insert");
  const key = clause && tableKey(scene.before, clause);
  const table = key === undefined ? undefined : scene.before.relations.known.get(key);
  if (!clause || key === undefined || !table || !("rows" in table) || effect?.kind !== "insert")
    return [];
  const { onConflict } = effect as InsertEffect;
  const target = onConflict?.target;
  if (target?.kind !== "columns") return [];
  return tableKeys(scene.before, key, table)
    .filter((one) => [...one.columns].sort().join() === [...target.columns].sort().join())
    .flatMap(({ index }) => {
      const name = index.constraint ?? index.name;
      const of = index.constraint === undefined ? "relation" : "constraint";
      return scene
        .told(of, { name }, index.constraint === undefined ? undefined : table)
        .filter((one) => one.when === "later" && one.change.what === "drops")
        .map((one) => ({ path: one.path, span: one.span, message: `This drops ${name}.` }));
    });
}
