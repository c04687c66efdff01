import { sqlLike } from "../../effects/clauses/letter-case.ts";
import { commaSeparated, endOf, startOf, wordAt } from "../../effects/clauses/written.ts";
import type { Proposal, Scene } from "../rule.ts";
import { onlyWhere, plainUpdate } from "./plain-update.ts";

/**
 * UPDATE … SET column = constant: rows that have the value already are left alone, and so are what their triggers set
 * (the time of the last change).
 */
export function leaveAlone(scene: Scene): readonly Proposal[] {
  const update = plainUpdate(scene);
  if (!update || update.effect.returning.length > 0) return [];
  const { effect, on, set, where, end } = update;
  const { text } = scene.surface;
  const sql = sqlLike(scene.surface);
  const tests: string[] = [];
  for (const [from, to] of commaSeparated(on, set + 1, where ?? end)) {
    if (wordAt(on, from + 1) !== "=") return [];
    const column = text.slice(startOf(on, from), endOf(on, from));
    const value = text.slice(startOf(on, from + 2), endOf(on, to - 1));
    tests.push(sql`${column} IS DISTINCT FROM ${value}`);
  }
  const all = effect.set.every(({ value, part }) => value.kind === "constant" && !part);
  if (!all || tests.length !== effect.set.length) return [];
  const any = tests.join(sql` OR `);
  return [
    {
      title: "leave rows alone that have these values already, and what triggers set in them",
      grade: "review",
      edits: onlyWhere(update, where !== undefined && tests.length > 1 ? `(${any})` : any),
    },
  ];
}
