import type { AlterClause } from "../../effects/clauses/alter-clause.ts";
import { type AlterCommand, alterCommands } from "../../effects/clauses/alter-commands.ts";
import { keywordsLike, sqlLike } from "../../effects/clauses/letter-case.ts";
import { ownName, type WrittenName } from "../../effects/clauses/name.ts";
import { endOf, findWord, wordAt, wordsAt } from "../../effects/clauses/written.ts";
import { insertAt } from "../../text/edits.ts";
import type { Scene } from "../rule.ts";
import type { Cause } from "./causes.ts";
import type { Condition } from "./condition.ts";
import { isMissing, isTaken } from "./failure-kinds.ts";
import { knownRelation } from "./known-relation.ts";
import { childLookUp, columnLookUp, regclass } from "./look-ups.ts";
import { onlyWhileThere } from "./presence.ts";
import { asking, type Remedy, writing } from "./remedy.ts";
import { domainConstraint } from "./rename.ts";

/** One failing command of ALTER TABLE, TYPE, DOMAIN, …. Remedies with conditions have it split off into a DO block. */
export function commandRemedy(
  scene: Scene,
  clause: AlterClause,
  command: AlterCommand,
  cause: Cause,
): Remedy | undefined {
  const { failure } = cause;
  const keyword = keywordsLike(scene.surface);
  if (isOwnTable(clause, cause)) {
    if (clause.guardAt === undefined || clause.guarded) return onlyWhileThere(scene, failure);
    return writing("insert IF EXISTS", insertAt(clause.guardAt, keyword(" IF EXISTS")));
  }
  const adds = command.kind === "add column" || command.kind === "add value";
  if (command.guardAt !== undefined && !command.guarded && (adds ? isTaken : isMissing)(failure)) {
    const words = adds ? "IF NOT EXISTS" : "IF EXISTS";
    if (adds || ownMissing(command, cause))
      return writing(`insert ${words}`, insertAt(command.guardAt, keyword(` ${words}`)));
  }
  return ownQuestion(scene, clause, command, cause) ?? onlyWhileThere(scene, failure);
}

/** Is it the altered relation itself that is missing? */
const isOwnTable = (clause: AlterClause, { failure }: Cause): boolean =>
  failure.sqlstate === "42P01" && failure.subject?.name === ownName(clause.name);

const ownMissing = (command: AlterCommand, { failure }: Cause): boolean =>
  command.name !== undefined &&
  (failure.subject?.name ?? ownName(command.name)) === ownName(command.name);

function ownQuestion(
  scene: Scene,
  clause: AlterClause,
  command: AlterCommand,
  cause: Cause,
): Remedy | undefined {
  const first = (condition: Condition) =>
    asking(`look it up on ${clause.name.text} first (DO block)`, condition);
  const { failure } = cause;
  const { on } = clause;
  const sql = sqlLike(scene.surface);
  const sure = knownRelation(scene, clause.name);
  switch (command.kind) {
    case "add constraint":
      return isTaken(failure) || tookIndex(clause, command, cause)
        ? first(constraintAbsent(clause, command, sure))
        : undefined;
    case "add attribute":
      if (!isTaken(failure) || !command.name) return undefined;
      return first(columnLookUp(sql, "absent", clause.name.text, ownName(command.name)));
    case "attach partition":
    case "detach partition":
    case "inherit":
    case "no inherit":
      return command.name && first(inheritance(scene, clause, command));
    case "alter column":
      // DROP DEFAULT and SET DEFAULT of what has become an identity column.
      if (failure.sqlstate === "42601" && command.name)
        return first(noIdentity(scene, clause, command.name));
      // A sequence that is named is in the way before the column is looked at.
      return failure.sqlstate === "55000" || failure.sqlstate === "42P07"
        ? identity(scene, clause, command, on.tokens.length)
        : undefined;
    default:
      return undefined;
  }
}

/**
 * USING INDEX: the first run made the index the constraint's own, under the constraint's name. That tells, unless a
 * constraint of that name was there before.
 */
const tookIndex = (clause: AlterClause, command: AlterCommand, { failure }: Cause): boolean =>
  failure.subject?.class === "index" &&
  !alterCommands(clause).some(
    (other) =>
      other.kind === "drop constraint" &&
      other.name !== undefined &&
      command.name !== undefined &&
      ownName(other.name) === ownName(command.name),
  );

export function constraintAbsent(
  clause: AlterClause,
  command: AlterCommand,
  sure: boolean,
  name = command.name && ownName(command.name),
): Condition {
  if (clause.object === "domain") return domainConstraint("absent", clause.name.text, name ?? "");
  if (name !== undefined) return childLookUp("absent", "constraint", clause.name.text, name, sure);
  return {
    kind: "look-up",
    wanted: "absent",
    from: "pg_constraint",
    where: [`conrelid = ${regclass(clause.name.text, sure)}`, "contype = 'p'"],
  };
}

function inheritance(scene: Scene, clause: AlterClause, command: AlterCommand): Condition {
  const named = command.name?.text ?? "";
  const isPartition = command.kind.endsWith("partition");
  const [child, parent] = isPartition ? [named, clause.name.text] : [clause.name.text, named];
  const sure =
    knownRelation(scene, clause.name) && (!command.name || knownRelation(scene, command.name));
  return {
    kind: "look-up",
    wanted: command.kind === "attach partition" || command.kind === "inherit" ? "absent" : "there",
    from: "pg_inherits",
    where: [`inhrelid = ${regclass(child, sure)}`, `inhparent = ${regclass(parent, sure)}`],
  };
}

/** ADD GENERATED … AS IDENTITY, DROP IDENTITY, DROP EXPRESSION. */
function identity(
  scene: Scene,
  clause: AlterClause,
  command: AlterCommand,
  end: number,
): Remedy | undefined {
  const { on } = clause;
  if (!command.name) return undefined;
  const at = command.name.next;
  if (wordAt(on, at) === "add") {
    const none = noIdentity(scene, clause, command.name);
    return asking(`look it up on ${clause.name.text} first (DO block)`, none);
  }
  const word = findWord(on, at, ["identity", "expression"], end);
  if (wordAt(on, at) !== "drop" || word !== at + 1 || wordsAt(on, at + 2, "if exists"))
    return undefined;
  const keyword = keywordsLike(scene.surface);
  return writing("insert IF EXISTS", insertAt(endOf(on, word), keyword(" IF EXISTS")));
}

const noIdentity = (scene: Scene, clause: AlterClause, column: WrittenName): Condition =>
  columnLookUp(
    sqlLike(scene.surface),
    "there",
    clause.name.text,
    ownName(column),
    "attidentity = ''",
  );
