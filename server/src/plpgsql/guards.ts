import { Refusal } from "../catalog/draft.ts";
import type { DoEffect } from "../effects/blocks.ts";
import type { Effect } from "../effects/effect.ts";
import { expression } from "../effects/expressions/expression.ts";
import { translate } from "../effects/translate.ts";
import type { Parser } from "../sql/parser.ts";
import { split } from "../sql/split.ts";
import { sqlstatesOf } from "./catches.ts";
import { type Lookup, lookupsIn } from "./lookups.ts";
import { doStatement, openBody } from "./open-body.ts";
import { bodiesOf } from "./read-body.ts";
import { GiveUp, type Machine } from "./run.ts";
import type { Block, Statement } from "./tree.ts";

/** A statement inside a DO block with what stands around it, outermost first. Nothing is run to find it. */
export interface GuardedStatement {
  /** 1-based, in the body. */
  readonly line: number;
  /** As written; of EXECUTE the text that it runs, where that is a constant. */
  readonly sql: string;
  readonly dynamic: boolean;
  /** None where the text is not known. */
  readonly effects: readonly Effect[];
  readonly guards: readonly Guard[];
}

export type Guard = IfGuard | ExceptionGuard;

/** It runs only where the condition holds; `negated`: only where it does not. */
export interface IfGuard {
  readonly kind: "if";
  readonly line: number;
  readonly condition: string;
  readonly negated: boolean;
  readonly lookups: readonly Lookup[];
}

/** Errors of it are caught; `line` is that of the block's BEGIN. */
export interface ExceptionGuard {
  readonly kind: "exception";
  readonly line: number;
  readonly handlers: readonly {
    /** As written, folded: condition names and SQLSTATEs. */
    readonly conditions: readonly string[];
    readonly sqlstates: readonly string[];
    /** WHEN OTHERS. */
    readonly others: boolean;
    /** It does not raise an error itself. */
    readonly swallows: boolean;
  }[];
}

/** Every SQL statement of a DO block; undefined when its body cannot be read. */
export function guardedStatements(
  machine: Machine,
  effect: DoEffect,
): readonly GuardedStatement[] | undefined {
  if (effect.language !== "plpgsql") return undefined;
  try {
    const { block } = openBody(machine, doStatement(effect.body));
    return inside(machine.parser, [block], []);
  } catch (error) {
    if (error instanceof Refusal || error instanceof GiveUp) return undefined;
    throw error;
  }
}

function inside(
  parser: Parser,
  statements: readonly Statement[],
  around: readonly Guard[],
): readonly GuardedStatement[] {
  const found: GuardedStatement[] = [];
  let guards = around;
  for (const statement of statements) {
    found.push(...one(parser, statement, guards));
    guards = [...guards, ...earlyReturn(parser, statement)];
  }
  return found;
}

function one(
  parser: Parser,
  statement: Statement,
  guards: readonly Guard[],
): readonly GuardedStatement[] {
  const { line } = statement;
  switch (statement.kind) {
    case "sql":
    case "perform":
    case "call":
      return [
        {
          line,
          sql: statement.sql,
          dynamic: false,
          effects: effectsOf(parser, statement.sql),
          guards,
        },
      ];
    case "execute": {
      const text = constantText(parser, statement.text);
      if (text === undefined)
        return [{ line, sql: statement.text, dynamic: true, effects: [], guards }];
      return [
        {
          line,
          sql: text,
          dynamic: true,
          effects: split(text).flatMap((part) => effectsOf(parser, part.text)),
          guards,
        },
      ];
    }
    case "block":
      return [
        ...inside(parser, statement.body, [...guards, ...exceptionGuard(statement)]),
        ...statement.handlers.flatMap((handler) => inside(parser, handler.body, guards)),
      ];
    case "if":
    case "case": {
      const passed: Guard[] = [...guards];
      const found = statement.branches.flatMap(({ line: at, condition, body }) => {
        const guard = ifGuard(parser, at, condition, false);
        const inner = inside(parser, body, [...passed, guard]);
        passed.push({ ...guard, negated: true });
        return inner;
      });
      return [...found, ...inside(parser, statement.otherwise ?? [], passed)];
    }
    default:
      return bodiesOf(statement).flatMap((body) => inside(parser, body, guards));
  }
}

/** `IF … THEN RETURN; END IF;` guards all that follows. */
function earlyReturn(parser: Parser, statement: Statement): readonly Guard[] {
  if (statement.kind !== "if" || statement.otherwise.length > 0) return [];
  return statement.branches
    .filter(({ body }) => body.at(-1)?.kind === "return")
    .map(({ line, condition }) => ifGuard(parser, line, condition, true));
}

const ifGuard = (parser: Parser, line: number, condition: string, negated: boolean): IfGuard => ({
  kind: "if",
  line,
  condition,
  negated,
  lookups: lookupsOf(parser, condition),
});

function exceptionGuard({ line, handlers }: Block): readonly ExceptionGuard[] {
  if (handlers.length === 0) return [];
  return [
    {
      kind: "exception",
      line,
      handlers: handlers.map(({ conditions, body }) => ({
        conditions,
        sqlstates: conditions.flatMap(sqlstatesOf),
        others: conditions.includes("others"),
        swallows: !body.some((inner) => inner.kind === "raise" && inner.refuses),
      })),
    },
  ];
}

function effectsOf(parser: Parser, sql: string): readonly Effect[] {
  const parsed = parser.parse(sql);
  return parsed.kind === "tree" ? translate(parsed.tree, sql) : [];
}

function lookupsOf(parser: Parser, condition: string): readonly Lookup[] {
  const asked = askedIn(parser, condition);
  return asked ? lookupsIn(asked) : [];
}

function constantText(parser: Parser, text: string): string | undefined {
  const asked = askedIn(parser, text);
  return asked?.kind === "constant" && typeof asked.value === "string" ? asked.value : undefined;
}

function askedIn(parser: Parser, text: string): ReturnType<typeof expression> | undefined {
  const parsed = parser.parse(`SELECT ${text}`);
  if (parsed.kind !== "tree" || !("SelectStmt" in parsed.tree)) return undefined;
  const [target] = parsed.tree.SelectStmt.targetList ?? [];
  return target && "ResTarget" in target ? expression(target.ResTarget.val) : undefined;
}
