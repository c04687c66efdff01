import type { SyntaxNode } from "@lezer/common";
import { type HostString, textOf, usedAt } from "../host-string.ts";
import { childrenOf, spanOf } from "../tree.ts";
import { compared, connected, negated } from "./conditions.ts";
import { asCondition } from "./database.ts";
import { decodeLiteral } from "./literal.ts";
import { method } from "./methods.ts";
import { asText, concatenated, partly, percent } from "./texts.ts";
import type { Call, Scope, Value } from "./value.ts";

/** What an expression of a Python file is, as far as constants tell. */
export function evaluate(text: string, node: SyntaxNode, scope: Scope): Value {
  const at = spanOf(node);
  const inner = (child: SyntaxNode): Value => evaluate(text, child, scope);
  switch (node.name) {
    case "String":
    case "FormatString": {
      const string = decodeLiteral(text, node, (hole) => holeText(text, hole, scope));
      return string ? { kind: "string", string, at } : partly(text, at);
    }
    case "ContinuedString":
      return concatenated(
        childrenOf(node)
          .filter((one) => one.name === "String" || one.name === "FormatString")
          .map(inner),
        at,
        text,
      );
    case "ParenthesizedExpression": {
      const expression = childrenOf(node).find((one) => !isPunctuation(one));
      return expression ? inner(expression) : { kind: "unknown", at };
    }
    case "Number": {
      const written = text.slice(at.start, at.end);
      return { kind: "number", value: Number(written.replaceAll("_", "")), text: written, at };
    }
    case "Boolean":
      return { kind: "boolean", value: text.slice(at.start, at.end) === "True", at };
    case "None":
      return { kind: "none", at };
    case "TupleExpression":
    case "ArrayExpression":
    case "SetExpression":
      return list(text, node, scope);
    case "DictionaryExpression":
      return dictionary(text, node, scope);
    case "VariableName": {
      const name = text.slice(at.start, at.end);
      const value = scope.get(name);
      return value ? usedThere(value, at) : { kind: "name", path: name, at };
    }
    case "MemberExpression":
      return member(text, node, scope);
    case "CallExpression":
      return call(text, node, scope);
    case "BinaryExpression":
      return binary(text, node, scope);
    case "UnaryExpression": {
      const [operator, operand] = childrenOf(node);
      const value = operand ? asCondition(inner(operand)) : undefined;
      const sign = operator ? text.slice(operator.from, operator.to) : "";
      if (sign === "not") return negated(value, at);
      if (sign === "-" && value?.kind === "number")
        return { kind: "number", value: -value.value, text: `-${value.text}`, at };
      return { kind: "unknown", at };
    }
    default:
      return { kind: "unknown", at };
  }
}

const isPunctuation = (node: SyntaxNode): boolean =>
  /^[()[\]{},:]$/.test(node.name) || node.name === "Comment";

/** A constant where it is used. */
function usedThere(value: Value, at: Value["at"]): Value {
  if (value.kind === "string")
    return {
      kind: "string",
      string: usedAt(value.string, at),
      written: value.written ?? value.string,
      at,
    };
  if (value.kind === "list")
    return { kind: "list", items: value.items.map((one) => usedThere(one, at)), at };
  return value;
}

function holeText(text: string, hole: SyntaxNode, scope: Scope): HostString | undefined {
  const [, expression, ...rest] = childrenOf(hole);
  // A conversion or a format says more than the text itself.
  if (!expression || rest.some((one) => one.name !== "}")) return undefined;
  return asText(evaluate(text, expression, scope));
}

function list(text: string, node: SyntaxNode, scope: Scope): Value {
  const items: Value[] = [];
  let star = false;
  for (const child of childrenOf(node)) {
    if (child.name === "*") star = true;
    else if (!isPunctuation(child)) {
      const value = evaluate(text, child, scope);
      if (!star) items.push(value);
      else if (value.kind === "list") items.push(...value.items);
      else return { kind: "unknown", at: spanOf(node) };
      star = false;
    }
  }
  return { kind: "list", items, at: spanOf(node) };
}

function dictionary(text: string, node: SyntaxNode, scope: Scope): Value {
  const at = spanOf(node);
  const parts = childrenOf(node).filter((one) => !isPunctuation(one));
  if (parts.length % 2 === 1 || parts.some((one) => one.name === "**"))
    return { kind: "unknown", at };
  const entries: [Value, Value][] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const [key, value] = [parts[index], parts[index + 1]];
    if (key && value) entries.push([evaluate(text, key, scope), evaluate(text, value, scope)]);
  }
  return { kind: "dict", entries, at };
}

function member(text: string, node: SyntaxNode, scope: Scope): Value {
  const at = spanOf(node);
  const [object, ...rest] = childrenOf(node);
  if (!object) return { kind: "unknown", at };
  const of = evaluate(text, object, scope);
  const property = node.getChild("PropertyName");
  if (property) {
    const name = text.slice(property.from, property.to);
    return { kind: "name", path: of.kind === "name" ? `${of.path}.${name}` : `.${name}`, of, at };
  }
  const key = rest.find((one) => !isPunctuation(one));
  const index = key && evaluate(text, key, scope);
  return (index && element(of, index)) ?? { kind: "unknown", at };
}

function element(of: Value, index: Value): Value | undefined {
  if (of.kind === "list" && index.kind === "number") return of.items.at(index.value);
  if (of.kind === "dict" && index.kind === "string")
    return of.entries.find(
      ([key]) => key.kind === "string" && textOf(key.string) === textOf(index.string),
    )?.[1];
  return undefined;
}

function call(text: string, node: SyntaxNode, scope: Scope): Value {
  const at = spanOf(node);
  const [callee] = childrenOf(node);
  const list = node.getChild("ArgList");
  if (!callee || !list) return { kind: "unknown", at };
  const on = evaluate(text, callee, scope);
  const made: Call = {
    kind: "call",
    path: on.kind === "name" ? on.path : "",
    ...(on.kind === "name" && on.of ? { of: on.of } : {}),
    ...readArguments(text, list, scope),
    node,
  };
  return method(made, at) ?? { ...made, at };
}

function readArguments(
  text: string,
  list: SyntaxNode,
  scope: Scope,
): Pick<Call, "args" | "keywords" | "more"> {
  const args: Value[] = [];
  const keywords = new Map<string, Value>();
  let more = false;
  let star = "";
  let name: string | undefined;
  const parts = childrenOf(list);
  for (const [index, child] of parts.entries()) {
    if (child.name === "*" || child.name === "**") star = child.name;
    else if (child.name === "," || child.name === "(") {
      star = "";
      name = undefined;
    } else if (child.name === "VariableName" && parts[index + 1]?.name === "AssignOp")
      name = text.slice(child.from, child.to);
    else if (child.name !== "AssignOp" && !isPunctuation(child)) {
      const value = evaluate(text, child, scope);
      if (name !== undefined) keywords.set(name, value);
      else if (star === "*" && value.kind === "list") args.push(...value.items);
      else if (star !== "") more = true;
      else args.push(value);
    }
  }
  return { args, keywords, more };
}

function binary(text: string, node: SyntaxNode, scope: Scope): Value {
  const at = spanOf(node);
  const parts = childrenOf(node);
  const [leftNode] = parts;
  const rightNode = parts.at(-1);
  if (!leftNode || !rightNode || parts.length < 3) return { kind: "unknown", at };
  const operator = parts
    .slice(1, -1)
    .map((one) => text.slice(one.from, one.to))
    .join(" ");
  const left = evaluate(text, leftNode, scope);
  const right = evaluate(text, rightNode, scope);
  if (operator === "+") {
    if (left.kind === "list" && right.kind === "list")
      return { kind: "list", items: [...left.items, ...right.items], at };
    return concatenated([left, right], at, text);
  }
  if (operator === "%" && left.kind === "string") return percent(left.string, right, at);
  if (operator === "and" || operator === "or")
    return connected(operator, asCondition(left), asCondition(right), at);
  return compared(operator, left, right, at);
}
