import { type AlterClause, alterClause } from "../../effects/clauses/alter-clause.ts";
import { keywordsLike, sqlLike } from "../../effects/clauses/letter-case.ts";
import { ownName, writtenSchema } from "../../effects/clauses/name.ts";
import { type RenameClause, renameClause } from "../../effects/clauses/rename-clause.ts";
import { literal } from "../../sql/names.ts";
import { insertAt } from "../../text/edits.ts";
import { spanText } from "../../text/span.ts";
import type { Scene } from "../rule.ts";
import type { Cause } from "./causes.ts";
import type { Condition } from "./condition.ts";
import { isTaken } from "./failure-kinds.ts";
import { knownRelation } from "./known-relation.ts";
import {
  childLookUp,
  columnLookUp,
  enumValueLookUp,
  isCatalogClass,
  nameLookUp,
  resolves,
  type Wanted,
} from "./look-ups.ts";
import { asking, type Remedy, writing } from "./remedy.ts";

/** ALTER … RENAME: only while the old name is there and the new one is not. */
export function renameRemedy(scene: Scene, cause: Cause): Remedy | undefined {
  const clause = alterClause(scene.surface);
  const rename = clause && renameClause(clause);
  if (!clause || !rename) return undefined;
  const wanted: Wanted = isTaken(cause.failure) ? "absent" : "there";
  const tableGone = cause.failure.sqlstate === "42P01";
  if (wanted === "there" && tableGone && clause.guardAt !== undefined && !clause.guarded) {
    const keyword = keywordsLike(scene.surface);
    return writing("insert IF EXISTS", insertAt(clause.guardAt, keyword(" IF EXISTS")));
  }
  const condition = asked(scene, clause, rename, wanted, cause);
  const name = wanted === "there" ? rename.from : rename.to;
  const title =
    wanted === "there"
      ? `rename it only while ${name} is there (DO block)`
      : `rename it only while ${name} is not there (DO block)`;
  return condition && asking(title, condition);
}

function asked(
  scene: Scene,
  clause: AlterClause,
  rename: RenameClause,
  wanted: Wanted,
  cause: Cause,
): Condition | undefined {
  const sql = sqlLike(scene.surface);
  const part = wanted === "there" ? rename.from : rename.to;
  const owner = clause.name.text;
  switch (rename.what) {
    case "column":
    case "attribute":
      return columnLookUp(sql, wanted, owner, part);
    case "constraint":
      return clause.object === "domain"
        ? domainConstraint(wanted, owner, part)
        : childLookUp(wanted, "constraint", owner, part, knownRelation(scene, clause.name));
    case "value":
      return enumValueLookUp(wanted, owner, part.slice(1, -1).replaceAll("''", "'"));
    case "object":
      return objectAsked(scene, clause, rename, wanted, cause);
  }
}

export const domainConstraint = (wanted: Wanted, domain: string, name: string): Condition => ({
  kind: "look-up",
  wanted,
  from: "pg_constraint",
  where: [`conname = ${literal(name)}`, `contypid = ${literal(domain)}::regtype`],
});

function objectAsked(
  scene: Scene,
  clause: AlterClause,
  rename: RenameClause,
  wanted: Wanted,
  cause: Cause,
): Condition | undefined {
  const sql = sqlLike(scene.surface);
  const { object, table } = clause;
  const name = wanted === "there" ? clause.name : renamed(clause, rename);
  if (clause.guardAt !== undefined) return resolves(sql, wanted, "to_regclass", name.text);
  if (object === "type" || object === "domain")
    return resolves(sql, wanted, "to_regtype", name.text);
  if (object === "policy" || object === "trigger" || object === "rule")
    return (
      table && childLookUp(wanted, object, table.text, ownName(name), knownRelation(scene, table))
    );
  if (["function", "procedure", "routine", "aggregate"].includes(object)) {
    const signature = /^\w+ (?:.*?)(\(.*\))/.exec(cause.failure.message)?.[1] ?? clause.signature;
    return signature === undefined
      ? resolves(sql, wanted, "to_regproc", name.text)
      : resolves(sql, wanted, "to_regprocedure", name.text + signature);
  }
  const of = object === "user" || object === "group" ? "role" : object;
  return isCatalogClass(of) ? nameLookUp(sql, wanted, of, name) : undefined;
}

/** The new name, in the schema of the old one. */
function renamed(clause: AlterClause, rename: RenameClause) {
  const schema = writtenSchema(clause.name);
  const to = spanText(clause.on.surface.text, rename.toSpan);
  return {
    ...clause.name,
    text: schema === undefined ? to : `${schema}.${to}`,
    parts: [...clause.name.parts.slice(0, -1), rename.to],
  };
}
