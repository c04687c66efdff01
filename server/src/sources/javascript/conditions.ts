import type { SyntaxNode } from "@lezer/common";
import { not, unended } from "../block.ts";
import { type HostString, made, textOf } from "../host-string.ts";
import { childrenOf, spanOf, textAt } from "../tree.ts";
import type { Called } from "./answer.ts";
import { evaluate } from "./evaluate.ts";
import type { Frame, Run } from "./frame.ts";
import { items } from "./items.ts";
import type { Value } from "./value.ts";

/** Whether a table or a column is there: PostgreSQL decides. */
export function conditionOf(run: Run, node: SyntaxNode, frame: Frame): Value | undefined {
  if (node.name === "ParenthesizedExpression" || node.name === "AwaitExpression") {
    const inner = childrenOf(node).find((one) => !/^(?:\(|\)|await)$/.test(one.name));
    return inner && conditionOf(run, inner, frame);
  }
  if (node.name === "UnaryExpression" && textAt(run.module, node.firstChild) === "!") {
    const value = node.lastChild ? conditionOf(run, node.lastChild, frame) : undefined;
    return value?.kind === "condition" ? { kind: "condition", sql: not(value.sql) } : undefined;
  }
  const counted = countOf(run, node, frame);
  if (counted) return counted;
  if (node.name !== "CallExpression") return undefined;
  const call = calledOn(run, node, frame);
  const answer = call && run.answer(call);
  if (answer?.kind === "condition") return answer;
  return answer?.kind === "sends" && /^\s*(?:SELECT|WITH)\b/i.test(textOf(answer.sql))
    ? { kind: "rows", sql: answer.sql }
    : undefined;
}

/** A question for the kind of database: it is PostgreSQL. */
export function dialectOf(condition: string): Value | undefined {
  const asked = /([!=])==?\s*["'`](\w[\w-]*)["'`]/.exec(condition);
  if (!asked || /&&|\|\|/.test(condition)) return undefined;
  const is = /^(?:pg|postgres(?:ql)?|pg-native|postgresdb|pglite)$/i.test(asked[2] ?? "");
  const isOther =
    /^(?:mysql2?|mariadb|(?:better-)?sqlite3?|mssql|oracle(?:db)?|cockroachdb?|sqljs|tedious)$/i;
  if (!is && !isOther.test(asked[2] ?? "")) return undefined;
  return { kind: "boolean", value: is === (asked[1] === "=") };
}

/** `rows.length > 0` and the like. */
function countOf(run: Run, node: SyntaxNode, frame: Frame): Value | undefined {
  const found = /^(\w+)(?:\.rows)?\.length(?:\s*(>|>=|===?|!==?|<)\s*([01]))?$/.exec(
    textAt(run.module, node),
  );
  const rows = found && frame.scope.get(found[1] ?? "");
  if (!found || rows?.kind !== "rows") return undefined;
  const [, , operator = ">", number = "0"] = found;
  const at = spanOf(node);
  const exists: HostString = [
    ...made("EXISTS (", at, run.module.host),
    ...made(textOf(unended(rows.sql)), at, run.module.host),
    ...made(")", at, run.module.host),
  ];
  const key = `${operator} ${number}`;
  if (/^(?:> 0|>= 1|!==? 0)$/.test(key)) return { kind: "condition", sql: exists };
  return /^(?:===? 0|< 1)$/.test(key) ? { kind: "condition", sql: not(exists) } : undefined;
}

/** The call as one of the database's own, if it is that. */
export function calledOn(run: Run, node: SyntaxNode, frame: Frame): Called | undefined {
  const callee = node.firstChild;
  const list = node.getChild("ArgList");
  if (!callee || !list) return undefined;
  const own = evaluate(run.module, callee, frame.scope);
  const args = items(list).map((one) => evaluate(run.module, one, frame.scope));
  if (own.kind === "handle") return { path: own.path, args, at: spanOf(node) };
  // sql`…`.execute(db)
  if (callee.name !== "MemberExpression") return undefined;
  const object = evaluate(run.module, callee.firstChild, frame.scope);
  const method = textAt(run.module, callee.getChild("PropertyName"));
  return object.kind === "tagged" && args.some(holdsHandle)
    ? { path: `${object.tag}.${method}`, args: [object, ...args], at: spanOf(node) }
    : undefined;
}

export const holdsHandle = (value: Value): boolean =>
  value.kind === "handle" ||
  (value.kind === "object" && [...value.entries.values()].some(holdsHandle)) ||
  (value.kind === "list" && value.items.some(holdsHandle));
