import { sqlLike } from "../../effects/clauses/letter-case.ts";
import { endOf, findWord, startOf, type Written, written } from "../../effects/clauses/written.ts";
import type { UpdateEffect } from "../../effects/data/write.ts";
import { insertAt } from "../../text/edits.ts";
import type { Edit } from "../../text/span.ts";
import type { Scene } from "../rule.ts";

/** UPDATE of one table, with nothing joined to it: the tokens at which its clauses begin. */
export interface PlainUpdate {
  readonly effect: UpdateEffect;
  readonly on: Written;
  readonly set: number;
  readonly where: number | undefined;
  /** Behind the last token of WHERE, or of SET. */
  readonly end: number;
}

export function plainUpdate({ surface, effects }: Scene): PlainUpdate | undefined {
  const [effect, ...others] = effects;
  if (effect?.kind !== "update" || others.length > 0) return undefined;
  if (effect.from.length > 0 || effect.with.length > 0) return undefined;
  const on = written(surface);
  const set = findWord(on, 0, ["set"]);
  if (set === undefined) return undefined;
  const where = findWord(on, set, ["where"]);
  const end = findWord(on, set, ["returning"]) ?? on.tokens.length;
  return { effect, on, set, where, end };
}

/** Only for rows of which the test holds too. */
export function onlyWhere({ on, where, end }: PlainUpdate, test: string): readonly Edit[] {
  const sql = sqlLike(on.surface);
  const last = endOf(on, end - 1);
  return where === undefined
    ? [insertAt(last, sql` WHERE ${test}`)]
    : [insertAt(startOf(on, where + 1), sql`${test} AND (`), insertAt(last, ")")];
}
