import { sqlLike } from "../../effects/clauses/letter-case.ts";
import {
  commaSeparated,
  endOf,
  findWord,
  startOf,
  wordAt,
  written,
} from "../../effects/clauses/written.ts";
import type { Expr } from "../../effects/expression.ts";
import { insertAt } from "../../text/edits.ts";
import type { Proposal, Scene } from "../rule.ts";

/**
 * UPDATE … SET names = array_append(names, 'new'): only where it is not in there. The constant itself is the mark that
 * tells rows that were done, which other values made from the old one lack.
 */
export function appendOnce({ surface, effects }: Scene): readonly Proposal[] {
  const [effect, ...others] = effects;
  if (effect?.kind !== "update" || others.length > 0) return [];
  if (effect.from.length > 0 || effect.with.length > 0) return [];
  const [assigned, ...more] = effect.set;
  if (!assigned || more.length > 0 || !isAppended(assigned.value, assigned.column)) return [];
  const on = written(surface);
  const set = findWord(on, 0, ["set"]);
  if (set === undefined) return [];
  const where = findWord(on, set, ["where"]);
  const returning = findWord(on, set, ["returning"]);
  const end = where ?? returning ?? on.tokens.length;
  const open = findWord(on, set, ["("]);
  if (open === undefined || open >= end || wordAt(on, end - 1) !== ")") return [];
  const parts = commaSeparated(on, open + 1, end - 1).map(([from, to]) =>
    surface.text.slice(startOf(on, from), endOf(on, to - 1)),
  );
  const [first = "", second = ""] = parts;
  if (parts.length !== 2) return [];
  const [column, value] = isCall(assigned.value, "array_append")
    ? [first, second]
    : [second, first];
  const sql = sqlLike(surface);
  const test = sql`(${value} = ANY (${column})) IS NOT TRUE`;
  const last = endOf(on, (returning ?? on.tokens.length) - 1);
  return [
    {
      title: `only where ${value} is not in ${column} yet`,
      grade: "review",
      edits:
        where === undefined
          ? [insertAt(last, sql` WHERE ${test}`)]
          : [insertAt(startOf(on, where + 1), sql`${test} AND (`), insertAt(last, ")")],
    },
  ];
}

const isCall = (value: Expr, name: string): boolean => value.kind === "call" && value.name === name;

/** array_append(column, constant) or array_prepend(constant, column) */
function isAppended(value: Expr, column: string): boolean {
  if (value.kind !== "call" || value.args.length !== 2) return false;
  const [first, second] = value.name === "array_append" ? value.args : [...value.args].reverse();
  return (
    (value.name === "array_append" || value.name === "array_prepend") &&
    first?.kind === "column" &&
    first.name === column &&
    second !== undefined &&
    isConstant(second)
  );
}

const isConstant = (value: Expr): boolean =>
  (value.kind === "constant" && value.value !== null) ||
  (value.kind === "cast" && isConstant(value.arg));
