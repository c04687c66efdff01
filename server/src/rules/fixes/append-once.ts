import { sqlLike } from "../../effects/clauses/letter-case.ts";
import { commaSeparated, endOf, findWord, startOf, wordAt } from "../../effects/clauses/written.ts";
import type { Expr } from "../../effects/expression.ts";
import type { Proposal, Scene } from "../rule.ts";
import { onlyWhere, plainUpdate } from "./plain-update.ts";

/**
 * UPDATE … SET names = array_append(names, 'new'): only where it is not in there. The constant itself is the mark that
 * tells rows that were done, which other values made from the old one lack.
 */
export function appendOnce(scene: Scene): readonly Proposal[] {
  const update = plainUpdate(scene);
  const [assigned, ...more] = update?.effect.set ?? [];
  if (!update || !assigned || more.length > 0 || !isAppended(assigned.value, assigned.column))
    return [];
  const { on, set, where, end } = update;
  const open = findWord(on, set, ["("]);
  const close = (where ?? end) - 1;
  if (open === undefined || open > close || wordAt(on, close) !== ")") return [];
  const [first, second, ...others] = commaSeparated(on, open + 1, close).map(([from, to]) =>
    scene.surface.text.slice(startOf(on, from), endOf(on, to - 1)),
  );
  if (first === undefined || second === undefined || others.length > 0) return [];
  const [column, value] = isCall(assigned.value, "array_append")
    ? [first, second]
    : [second, first];
  const test = sqlLike(scene.surface)`(${value} = ANY (${column})) IS NOT TRUE`;
  return [
    {
      title: `only where ${value} is not in ${column} yet`,
      grade: "review",
      edits: onlyWhere(update, test),
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
