import type { CreateClause } from "../../effects/clauses/create-clause.ts";
import { sqlLike } from "../../effects/clauses/letter-case.ts";
import { ownName } from "../../effects/clauses/name.ts";
import type { ObjectWords } from "../../effects/clauses/object-words.ts";
import {
  afterBrackets,
  findWord,
  stretch,
  wordAt,
  wordsAt,
} from "../../effects/clauses/written.ts";
import { literal } from "../../sql/names.ts";
import { spanText } from "../../text/span.ts";
import type { Scene } from "../rule.ts";
import type { Condition } from "./condition.ts";
import { knownRelation } from "./known-relation.ts";
import { type CatalogClass, childLookUp, nameLookUp, resolves } from "./look-ups.ts";
import { asking, type Remedy } from "./remedy.ts";

/** Kinds without IF NOT EXISTS: looked up in their own catalog, in their own schema. */
export function ownLookUp(scene: Scene, clause: CreateClause): Remedy | undefined {
  const condition = absent(scene, clause);
  if (!condition) return undefined;
  const where = clause.table ? `on ${clause.table.text}` : catalogOf(condition);
  return asking(`look it up ${where} first (DO block)`, condition);
}

const catalogOf = (condition: Condition): string =>
  condition.kind === "look-up" ? `in ${condition.from.split(" ")[0]}` : "in the catalog";

const named: Partial<Record<ObjectWords, CatalogClass>> = {
  type: "type",
  domain: "domain",
  role: "role",
  user: "role",
  group: "role",
  publication: "publication",
  subscription: "subscription",
  "event trigger": "event trigger",
  conversion: "conversion",
  "access method": "access method",
  "foreign data wrapper": "foreign data wrapper",
  "text search configuration": "text search configuration",
  "text search dictionary": "text search dictionary",
  "text search parser": "text search parser",
  "text search template": "text search template",
};

function absent(scene: Scene, clause: CreateClause): Condition | undefined {
  const { on, object, name, table, rest } = clause;
  const sql = sqlLike(scene.surface);
  if (object === "cast") return castAbsent(scene, clause);
  if (object === "operator") return operatorAbsent(scene, clause);
  if (!name) return undefined;
  if ((object === "policy" || object === "trigger") && table)
    return childLookUp("absent", object, table.text, ownName(name), knownRelation(scene, table));
  if (object === "operator class" || object === "operator family") {
    const using = findWord(on, rest, ["using"]);
    const method = using === undefined ? "btree" : wordAt(on, using + 1);
    const column = object === "operator class" ? "opcmethod" : "opfmethod";
    const test = sql`${column} = (SELECT oid FROM pg_am WHERE amname = ${literal(method)})`;
    return nameLookUp(sql, "absent", object, name, test);
  }
  const of = named[object];
  return of && nameLookUp(sql, "absent", of, name);
}

/** CREATE CAST (source AS target). */
function castAbsent(scene: Scene, clause: CreateClause): Condition | undefined {
  const { on, rest } = clause;
  const as = findWord(on, rest + 1, ["as"]);
  if (wordAt(on, rest) !== "(" || as === undefined) return undefined;
  const type = (from: number, to: number) =>
    `${literal(spanText(scene.surface.text, stretch(on, from, to)))}::regtype`;
  return {
    kind: "look-up",
    wanted: "absent",
    from: "pg_cast",
    where: [
      `castsource = ${type(rest + 1, as)}`,
      `casttarget = ${type(as + 1, afterBrackets(on, rest) - 1)}`,
    ],
  };
}

/** CREATE OPERATOR name (LEFTARG = …, RIGHTARG = …): by its signature. */
function operatorAbsent(scene: Scene, clause: CreateClause): Condition | undefined {
  const { on, rest } = clause;
  const open = findBracket(clause, rest);
  if (open === undefined) return undefined;
  const end = afterBrackets(on, open) - 1;
  const argument = (word: string): string => {
    for (let index = open; index < end; index++) {
      if (!wordsAt(on, index, `${word} =`)) continue;
      const to = findWord(on, index + 2, [","], end) ?? end;
      return spanText(scene.surface.text, stretch(on, index + 2, to));
    }
    return "none";
  };
  const name = spanText(scene.surface.text, stretch(on, rest, open));
  const signature = `${name}(${argument("leftarg")}, ${argument("rightarg")})`;
  return resolves(sqlLike(scene.surface), "absent", "to_regoperator", signature);
}

function findBracket(clause: CreateClause, from: number): number | undefined {
  for (let index = from; index < clause.on.tokens.length; index++)
    if (wordAt(clause.on, index) === "(") return index;
  return undefined;
}
