import { not } from "../block.ts";
import { made, textOf } from "../host-string.ts";
import { asCondition, isTable } from "./database.ts";
import type { Value } from "./value.ts";

/** As Python takes it where it asks; undefined where that is not known. */
export function truth(value: Value | undefined): boolean | undefined {
  if (value?.kind === "boolean") return value.value;
  if (value?.kind === "none") return false;
  if (value?.kind === "string") return textOf(value.string) !== "";
  if (value?.kind === "number") return value.value !== 0;
  if (value?.kind === "list") return value.items.length > 0;
  return undefined;
}

export function negated(value: Value | undefined, at: Value["at"]): Value {
  const known = truth(value);
  if (known !== undefined) return { kind: "boolean", value: !known, at };
  return value?.kind === "condition"
    ? { kind: "condition", sql: not(value.sql, at), at }
    : { kind: "unknown", at };
}

export function connected(
  operator: "and" | "or",
  left: Value,
  right: Value,
  at: Value["at"],
): Value {
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

export function compared(operator: string, left: Value, right: Value, at: Value["at"]): Value {
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
