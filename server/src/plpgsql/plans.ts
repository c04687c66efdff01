import type { Node } from "@pgsql/types";
import { refuse } from "../catalog/draft.ts";
import type { Effect } from "../effects/effect.ts";
import type { Expr, Query } from "../effects/expression.ts";
import { expression } from "../effects/expressions/expression.ts";
import { query } from "../effects/expressions/query.ts";
import { translate } from "../effects/translate.ts";
import type { Parser } from "../sql/parser.ts";
import { type Bound, bind } from "./bind.ts";
import { isColumn } from "./contested.ts";
import type { Run } from "./run.ts";
import { place } from "./variables.ts";

/** A statement or expression of a body, ready to be run: its variables are parameters. */
export interface Plan<T> extends Pick<Bound, "slots" | "contested"> {
  readonly what: T;
}

export type StatementPlan = Plan<{
  readonly effects: readonly Effect[];
  /** The rows that it gives: of a SELECT or VALUES, or of RETURNING. */
  readonly rows: "none" | "returning" | Query;
}>;

export const planExpression = (run: Run, text: string): Plan<Expr> =>
  planned(run, "expression", text, (bound) => askedExpression(bound.tree));

export const planStatement = (run: Run, sql: string): StatementPlan =>
  planned(run, "statement", sql, ({ tree }) => ({
    effects: translate(tree, sql),
    rows: rowsOf(tree),
  }));

/** The tree of one statement; what PostgreSQL cannot read is refused. */
export function parseStatement(parser: Parser, sql: string): Node | undefined {
  const parsed = parser.parse(sql);
  if (parsed.kind === "error") return refuse("42601", parsed.message);
  return parsed.kind === "tree" ? parsed.tree : undefined;
}

export function rowsOf(tree: Node): StatementPlan["what"]["rows"] {
  if ("SelectStmt" in tree) return tree.SelectStmt.intoClause ? "none" : query(tree);
  const [body] = Object.values(tree);
  return body !== null && typeof body === "object" && "returningClause" in body
    ? "returning"
    : "none";
}

/** `SELECT a` asks for a; an expression may have a FROM of its own. */
function askedExpression(tree: Node): Expr {
  if (!("SelectStmt" in tree)) return { kind: "opaque", why: "not an expression" };
  const { targetList = [], fromClause, larg, valuesLists } = tree.SelectStmt;
  const [target] = targetList;
  const plain = !fromClause && !larg && !valuesLists && targetList.length === 1;
  if (plain && target && "ResTarget" in target) return expression(target.ResTarget.val);
  return { kind: "scalar", query: query(tree) };
}

/** Where a text stands decides which variables it sees, so a body's plans stay. */
const plans = new WeakMap<Run["body"], Map<string, unknown>>();

function planned<T>(
  run: Run,
  kind: "expression" | "statement",
  text: string,
  make: (bound: Bound) => T,
): Plan<T> {
  const known = plans.get(run.body) ?? new Map<string, unknown>();
  plans.set(run.body, known);
  const key = `${run.at.line}\0${kind}\0${text}`;
  const found = known.get(key) as Plan<T> | undefined;
  if (found) return found;
  const tree = parseStatement(run.machine.parser, kind === "expression" ? `SELECT ${text}` : text);
  const bound = bind(
    tree ?? { SelectStmt: {} },
    (names, inView) => place(run, names) !== undefined && !isColumn(run, names, inView),
  );
  const plan: Plan<T> = {
    what: make(bound),
    slots: bound.slots,
    contested: run.body.conflict === "error" ? bound.contested : [],
  };
  known.set(key, plan);
  return plan;
}
