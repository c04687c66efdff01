import type { SyntaxNode } from "@lezer/common";
import { type HostString, joined, made, sliceOf, textOf, usedAt } from "../host-string.ts";
import { asCondition, isTable } from "./database.ts";
import { decodeLiteral } from "./literal.ts";
import { method } from "./methods.ts";
import { type Call, childrenOf, type Scope, spanOf, type Value } from "./value.ts";

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

/** As `str()` writes it. */
function asText(value: Value): HostString | undefined {
  if (value.kind === "string") return value.string;
  if (value.kind === "number") return usedAt(plain(value.text), value.at);
  return undefined;
}

const plain = (text: string): HostString => [
  { text, host: 0, at: { start: 0, end: 0 }, kind: "atom" },
];

/** A text with a hole that nobody knows: how it begins tells what it may do. */
function partly(text: string, at: Value["at"]): Value {
  const begins = /^\(*[A-Za-z]{0,2}(?:'''|"""|'|")\s*([A-Za-z]+)\s/.exec(
    text.slice(at.start, at.start + 200),
  )?.[1];
  return begins ? { kind: "unknown", begins: begins.toUpperCase(), at } : { kind: "unknown", at };
}

function concatenated(parts: readonly Value[], at: Value["at"], text: string): Value {
  const strings = parts.map((one) => (one.kind === "string" ? one.string : undefined));
  if (strings.some((one) => one === undefined)) return partly(text, at);
  return { kind: "string", string: strings.flatMap((one) => one ?? []), at };
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

/** `"… %s" % name`. */
function percent(string: HostString, right: Value, at: Value["at"]): Value {
  const values = right.kind === "list" ? [...right.items] : [right];
  const parts = textOf(string).split("%s");
  const texts = values.map(asText);
  if (
    parts.length !== values.length + 1 ||
    parts.some((one) => one.includes("%")) ||
    texts.some((one) => one === undefined)
  )
    return { kind: "unknown", at };
  return {
    kind: "string",
    string: fill(
      string,
      "%s",
      texts.map((one) => one ?? []),
    ),
    at,
  };
}

/** The text with each `mark` replaced by the next of `values`. */
function fill(string: HostString, mark: string, values: readonly HostString[]): HostString {
  const text = textOf(string);
  const out: HostString[] = [];
  let at = 0;
  for (const value of values) {
    const found = text.indexOf(mark, at);
    if (found < 0) break;
    out.push(part(string, at, found), part(string, found, found + mark.length, value));
    at = found + mark.length;
  }
  out.push(part(string, at, text.length));
  return joined(out, []);
}

function part(string: HostString, start: number, end: number, value?: HostString): HostString {
  const own = sliceOf(string, start, end);
  if (!value) return own;
  const [first] = own;
  return first
    ? usedAt(value, { start: first.at.start, end: own.at(-1)?.at.end ?? first.at.end })
    : value;
}

export function truth(value: Value | undefined): boolean | undefined {
  if (value?.kind === "boolean") return value.value;
  if (value?.kind === "none") return false;
  if (value?.kind === "string") return textOf(value.string) !== "";
  if (value?.kind === "number") return value.value !== 0;
  if (value?.kind === "list") return value.items.length > 0;
  return undefined;
}

function negated(value: Value | undefined, at: Value["at"]): Value {
  const known = truth(value);
  if (known !== undefined) return { kind: "boolean", value: !known, at };
  return value?.kind === "condition"
    ? { kind: "condition", sql: [...made("NOT (", at), ...value.sql, ...made(")", at)], at }
    : { kind: "unknown", at };
}

function connected(operator: "and" | "or", left: Value, right: Value, at: Value["at"]): Value {
  const decides = operator === "or";
  const [first, second] = [truth(left), truth(right)];
  if (first === decides || second === decides) return { kind: "boolean", value: decides, at };
  if (first !== undefined) return right;
  if (second !== undefined) return left;
  if (left.kind !== "condition" || right.kind !== "condition") return { kind: "unknown", at };
  return {
    kind: "condition",
    sql: [
      ...made("(", at),
      ...left.sql,
      ...made(`) ${operator} (`, at),
      ...right.sql,
      ...made(")", at),
    ],
    at,
  };
}

/** `"t" in inspector.get_table_names()`. */
function inCatalog(
  operator: string,
  left: Value,
  right: Value,
  at: Value["at"],
): Value | undefined {
  if (operator !== "in" && operator !== "not in") return undefined;
  if (left.kind !== "string" || right.kind !== "call") return undefined;
  if (!right.path.endsWith(".get_table_names") || right.keywords.size + right.args.length > 0)
    return undefined;
  const found: Value = { kind: "condition", sql: isTable(left.string, at), at };
  return operator === "in" ? found : negated(found, at);
}

function compared(operator: string, left: Value, right: Value, at: Value["at"]): Value {
  const unknown: Value = { kind: "unknown", at };
  const listed = inCatalog(operator, left, right, at);
  if (listed) return listed;
  if (operator === "in" || operator === "not in") {
    if (right.kind !== "list") return unknown;
    const found = right.items.map((one) => equal(left, one));
    if (found.includes(undefined) && !found.includes(true)) return unknown;
    return { kind: "boolean", value: found.includes(true) === (operator === "in"), at };
  }
  const same = equal(left, right);
  if (same === undefined) {
    const found = right.kind === "none" ? asCondition(left) : undefined;
    if (found?.kind !== "condition") return unknown;
    return operator === "is" || operator === "==" ? negated(found, at) : found;
  }
  if (operator === "==" || operator === "is") return { kind: "boolean", value: same, at };
  if (operator === "!=" || operator === "is not") return { kind: "boolean", value: !same, at };
  return unknown;
}

function equal(left: Value, right: Value): boolean | undefined {
  if (isDialect(left)) return right.kind === "string" ? postgres(right) : undefined;
  if (isDialect(right)) return left.kind === "string" ? postgres(left) : undefined;
  if (left.kind === "string" && right.kind === "string")
    return textOf(left.string) === textOf(right.string);
  if (left.kind === "none" || right.kind === "none")
    return left.kind === "none" && right.kind === "none"
      ? true
      : truth(left) === undefined || truth(right) === undefined
        ? undefined
        : false;
  if (left.kind === "number" && right.kind === "number") return left.value === right.value;
  if (left.kind === "boolean" && right.kind === "boolean") return left.value === right.value;
  return undefined;
}

/** `op.get_bind().dialect.name`, `context.dialect.name`: we speak of PostgreSQL. */
const isDialect = (value: Value): boolean =>
  value.kind === "name" &&
  /(?:^|\.)(?:dialect\.name|dialect_name|name)$/.test(value.path) &&
  speaksOfDialect(value);

const speaksOfDialect = (value: Value): boolean =>
  value.kind === "name" &&
  (/dialect/.test(value.path) || (value.of !== undefined && speaksOfDialect(value.of)));

const postgres = (value: Value & { kind: "string" }): boolean =>
  /^postgres(?:ql)?$/.test(textOf(value.string));
