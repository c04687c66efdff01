import { sqlLike } from "../../effects/clauses/letter-case.ts";
import {
  commaSeparated,
  endOf,
  findWord,
  startOf,
  wordAt,
  written,
} from "../../effects/clauses/written.ts";
import { insertAt } from "../../text/edits.ts";
import type { Proposal, Scene } from "../rule.ts";

/**
 * UPDATE … SET column = constant: rows that have the value already are left alone, and so are what their triggers set
 * (the time of the last change).
 */
export function leaveAlone({ surface, effects }: Scene): readonly Proposal[] {
  const [effect, ...others] = effects;
  if (effect?.kind !== "update" || others.length > 0) return [];
  if (effect.from.length > 0 || effect.with.length > 0 || effect.returning.length > 0) return [];
  const on = written(surface);
  const sql = sqlLike(surface);
  const set = findWord(on, 0, ["set"]);
  if (set === undefined) return [];
  const where = findWord(on, set, ["where"]);
  const assignments = commaSeparated(on, set + 1, where ?? on.tokens.length);
  const tests: string[] = [];
  for (const [from, to] of assignments) {
    if (wordAt(on, from + 1) !== "=") return [];
    const column = surface.text.slice(startOf(on, from), endOf(on, from));
    const value = surface.text.slice(startOf(on, from + 2), endOf(on, to - 1));
    tests.push(sql`${column} IS DISTINCT FROM ${value}`);
  }
  const all = effect.set.every(({ value, part }) => value.kind === "constant" && !part);
  if (!all || tests.length !== effect.set.length) return [];
  const any = tests.join(sql` OR `);
  const end = endOf(on, on.tokens.length - 1);
  return [
    {
      title: "leave rows alone that have these values already, and what triggers set in them",
      grade: "review",
      edits:
        where === undefined
          ? [insertAt(end, sql` WHERE ${any}`)]
          : [
              insertAt(startOf(on, where + 1), sql`${tests.length > 1 ? `(${any})` : any} AND (`),
              insertAt(end, ")"),
            ],
    },
  ];
}
