import type { Catalog, Relation } from "../../catalog/catalog.ts";
import { find, isThere } from "../../catalog/names.ts";
import { sqlLike } from "../../effects/clauses/letter-case.ts";
import type { WrittenName } from "../../effects/clauses/name.ts";
import type { Scene } from "../rule.ts";
import { type Fact, namedRelation } from "./fact.ts";
import { resolves } from "./look-ups.ts";
import { writtenKey } from "./written-relation.ts";

/**
 * Relations that the file leaves and that were not there before the statement: what a table of its was renamed to, then
 * what was made next. Sequences tell where a table was made anew under its old name, since its serial column's gets
 * another one.
 */
export function madeSince(scene: Scene, names: readonly WrittenName[]): readonly Fact[] {
  const { before, after, again, surface } = scene;
  const own = names
    .map((name) => originOf(namedRelation(before, name)))
    .filter((one) => one !== "");
  const made = [...again.relations.known].filter(
    ([key, one]) => telling.includes(one.kind) && isMade(before, key, one),
  );
  const rank = ([, one]: (typeof made)[number]): number =>
    own.includes(originOf(one)) ? -1 : telling.indexOf(one.kind);
  const sql = sqlLike(surface);
  return made
    .sort((a, b) => rank(a) - rank(b) || statementOf(a[1]) - statementOf(b[1]))
    .slice(0, mostMade)
    .map(([key]) => {
      const name = writtenKey(surface, again, key);
      return {
        condition: resolves(sql, "absent", "to_regclass", name),
        words: `${name} is not there`,
        own: after.relations.known.has(key),
      };
    });
}

const mostMade = 2;

/** Not what a statement only needed, nor what IF NOT EXISTS may have found: a first run would skip on account of that. */
function isMade(before: Catalog, key: string, one: Relation): boolean {
  const was = find(before.relations, key);
  if (isThere(was) || one.origin === "assumed") return false;
  return was === "absent" || (one.kind === "table" && one.columns.complete);
}

const telling: readonly Relation["kind"][] = ["table", "view", "materialized view", "sequence"];

/** A rename keeps it. */
const originOf = (one: Relation | undefined): string =>
  one && one.origin !== "assumed" ? JSON.stringify(one.origin) : "";

const statementOf = ({ origin }: Relation): number => (origin === "assumed" ? 0 : origin.statement);
