import { createClause } from "../../effects/clauses/create-clause.ts";
import { sqlLike } from "../../effects/clauses/letter-case.ts";
import { insertAt } from "../../text/edits.ts";
import type { Proposal, Scene } from "../rule.ts";

/** A table that an earlier migration has made: it goes first, with its rows. */
export function replaceCreated(scene: Scene): readonly Proposal[] {
  const clause = createClause(scene.surface);
  if (clause?.object !== "table" || !clause.name || clause.temporary) return [];
  const { surface } = scene;
  const sql = sqlLike(surface);
  return [
    {
      title: `drop the earlier ${clause.name.text} first: its rows are lost`,
      grade: "sketch",
      edits: [
        insertAt(0, sql`DROP TABLE ${clause.name.text};` + surface.lineEnding + surface.indent),
      ],
      mends: "first run",
    },
  ];
}
