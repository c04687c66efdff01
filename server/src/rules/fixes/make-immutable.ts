import { createClause } from "../../effects/clauses/create-clause.ts";
import { nameAt, ownName } from "../../effects/clauses/name.ts";
import { endOf, findWord, startOf, wordAt } from "../../effects/clauses/written.ts";
import { insertAt, replace } from "../../text/edits.ts";
import type { Edit } from "../../text/span.ts";
import type { Proposal, Scene } from "../rule.ts";
import { tableColumns } from "./table-columns.ts";

/** An index that depends on the clock or the time zone: the zone made explicit, or the predicate left out. */
export function makeImmutable(scene: Scene): readonly Proposal[] {
  const clause = createClause(scene.surface);
  if (clause?.object !== "index") return [];
  return [...inUtc(scene), ...withoutPredicate(scene)];
}

/** `created_at::date` of a timestamptz is a day of some time zone: of UTC, then. */
function inUtc(scene: Scene): readonly Proposal[] {
  const clause = createClause(scene.surface);
  if (!clause?.table) return [];
  const { on } = clause;
  const columns = tableColumns(scene, clause.table);
  const edits: Edit[] = [];
  for (let index = clause.rest; index < on.tokens.length; index++) {
    const name = nameAt(on, index);
    if (!name) continue;
    const type = columns?.get(ownName(name))?.type;
    if (
      type !== undefined &&
      type !== "unknown" &&
      type.name === "timestamptz" &&
      wordAt(on, name.next) === "::"
    )
      edits.push(
        insertAt(startOf(on, index), "("),
        insertAt(name.span.end, " AT TIME ZONE 'UTC')"),
      );
    index = name.next - 1;
  }
  return edits.length === 0
    ? []
    : [
        {
          title: "take the time of UTC (AT TIME ZONE 'UTC')",
          grade: "sketch",
          edits,
          mends: "first run",
        },
      ];
}

function withoutPredicate(scene: Scene): readonly Proposal[] {
  const clause = createClause(scene.surface);
  const where = clause && findWord(clause.on, clause.rest, ["where"]);
  if (!clause || where === undefined) return [];
  const { on } = clause;
  return [
    {
      title: "leave the predicate out: the index is of every row",
      grade: "sketch",
      edits: [replace({ start: endOf(on, where - 1), end: endOf(on, on.tokens.length - 1) }, "")],
      mends: "first run",
    },
  ];
}
