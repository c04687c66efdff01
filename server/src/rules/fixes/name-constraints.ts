import type { AlterClause } from "../../effects/clauses/alter-clause.ts";
import type { AlterCommand } from "../../effects/clauses/alter-commands.ts";
import { keywordsLike } from "../../effects/clauses/letter-case.ts";
import { identifier } from "../../sql/names.ts";
import { insertAt } from "../../text/edits.ts";
import type { Scene } from "../rule.ts";
import { constraintAbsent } from "./alter-command.ts";
import { knownRelation } from "./known-relation.ts";
import type { Remedy } from "./remedy.ts";
import { automaticConstraintName } from "./silent-names.ts";

/** ADD CHECK, UNIQUE, FOREIGN KEY without a name, by position: the name that PostgreSQL chose, and a look-up for it. */
export function* namedConstraints(
  scene: Scene,
  clause: AlterClause,
  commands: readonly AlterCommand[],
): Iterable<readonly [number, Remedy]> {
  const keyword = keywordsLike(scene.surface);
  const taken = new Set(commands.flatMap((command) => command.name?.parts ?? []));
  for (const [part, command] of commands.entries()) {
    const written = command.constraint;
    if (!written || command.name || written.type === "primary key" || clause.object === "domain")
      continue;
    const effect = scene.effects.find((one) => one.part === part);
    if (effect?.kind !== "add-constraint") continue;
    const name = automaticConstraintName(scene, effect, taken);
    if (name === undefined) continue;
    taken.add(name);
    const sure = knownRelation(scene, clause.name);
    yield [
      part,
      {
        edits: [insertAt(written.clause.start, `${keyword(" CONSTRAINT")} ${identifier(name)}`)],
        conditions: [constraintAbsent(clause, command, sure, name)],
        title: `name it ${name}, as PostgreSQL does, and look it up on ${clause.name.text} first (DO block)`,
        grade: "safe",
      },
    ];
  }
}
