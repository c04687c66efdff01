import { alterClause } from "../../effects/clauses/alter-clause.ts";
import { keywordsLike, sqlLike } from "../../effects/clauses/letter-case.ts";
import { nameAt, ownName, type WrittenName } from "../../effects/clauses/name.ts";
import { commaSeparated, stretch, wordAt } from "../../effects/clauses/written.ts";
import { literal } from "../../sql/names.ts";
import { spanText } from "../../text/span.ts";
import type { Scene } from "../rule.ts";
import type { Guarded } from "./do-block.ts";
import { knownRelation } from "./known-relation.ts";
import { regclass } from "./look-ups.ts";

/** ALTER PUBLICATION p ADD | DROP TABLE a, b: each table by itself, where it is (not) a member. */
export function publicationMembers(scene: Scene): readonly Guarded[] | undefined {
  const clause = alterClause(scene.surface);
  if (clause?.object !== "publication") return undefined;
  const { on, rest, name } = clause;
  const verb = wordAt(on, rest);
  if (verb !== "add" && verb !== "drop") return undefined;
  const members = memberItems(scene);
  if (!members) return undefined;
  const sql = sqlLike(scene.surface);
  const keyword = keywordsLike(scene.surface);
  return members.map(({ table, text }) => ({
    conditions: [
      {
        kind: "look-up",
        wanted: verb === "add" ? "absent" : "there",
        from: "pg_publication_rel",
        where: [
          sql`prpubid = (SELECT oid FROM pg_publication WHERE pubname = ${literal(ownName(name))})`,
          `prrelid = ${regclass(table.text, knownRelation(scene, table))}`,
        ],
      },
    ],
    statement: `${keyword("ALTER PUBLICATION")} ${name.text} ${keyword(verb.toUpperCase())} ${keyword("TABLE")} ${text}`,
  }));
}

function memberItems(scene: Scene): readonly { table: WrittenName; text: string }[] | undefined {
  const clause = alterClause(scene.surface);
  if (!clause || wordAt(clause.on, clause.rest + 1) !== "table") return undefined;
  const { on, rest } = clause;
  const items = commaSeparated(on, rest + 2, on.tokens.length).map(([from, to]) => ({
    table: nameAt(on, ["only", "table"].includes(wordAt(on, from)) ? from + 1 : from),
    text: spanText(
      scene.surface.text,
      stretch(on, wordAt(on, from) === "table" ? from + 1 : from, to),
    ),
  }));
  const known = items.flatMap(({ table, text }) => (table ? [{ table, text }] : []));
  return known.length === items.length ? known : undefined;
}
