import { asNumber, type Comparison, compare, comparisons, equal } from "./compare.ts";
import { matchPattern } from "./pattern.ts";
import { parseArray, textOf } from "./text.ts";
import {
  errorValue,
  isArray,
  isOid,
  isScalar,
  isTyped,
  isUnknown,
  unknown,
  type Value,
} from "./value.ts";

/** A binary operator, or a prefix one where `left` is undefined. Operands are not errors. */
export function operate(name: string, left: Value | undefined, right: Value): Value {
  if (left === undefined) return prefix(name, right);
  if (comparisons.has(name)) return compare(name as Comparison, left, right);
  if (name === "is distinct from" || name === "is not distinct from") {
    const same = sameOrNull(left, right);
    return typeof same === "boolean" ? same !== (name === "is distinct from") : unknown;
  }
  if (left === null || right === null) return name === "||" ? concatNull(left, right) : null;
  const matched = matchPattern(name, left, right);
  if (matched !== undefined) return matched;
  if (name === "||") return concat(left, right);
  if (isArray(left) && isArray(right)) return sets(name, left, right);
  return arithmetic(name, left, right);
}

function prefix(name: string, value: Value): Value {
  if (value === null) return null;
  const number = asNumber(value);
  if (number === undefined) return unknown;
  if (name === "-") return -number;
  return name === "+" ? number : name === "@" ? Math.abs(number) : unknown;
}

function sameOrNull(a: Value, b: Value): Value {
  if (a !== null && b !== null) return equal(a, b);
  const other = a ?? b;
  if (other === null) return true;
  return isUnknown(other) && !other.notNull ? unknown : false;
}

/** An element is appended to NULL, a text is not. */
const concatNull = (left: Value, right: Value): Value => {
  const other = left ?? right;
  return isArray(other) ? other : isScalar(other) || other === null ? null : unknown;
};

function concat(left: Value, right: Value): Value {
  if (isArray(left))
    return isArray(right) ? [...left, ...right] : isUnknown(right) ? unknown : [...left, right];
  if (isArray(right)) return isUnknown(left) ? unknown : [left, ...right];
  if (isOid(left) || isOid(right) || isTyped(left) || isTyped(right)) return unknown;
  const [one, other] = [textOf(left), textOf(right)];
  return typeof one === "string" && typeof other === "string" ? one + other : unknown;
}

/** @>, <@ and && of arrays without unknown elements. */
function sets(name: string, left: readonly Value[], right: readonly Value[]): Value {
  if (![...left, ...right].every(isScalar)) return unknown;
  const has = (array: readonly Value[], item: Value): boolean => array.includes(item);
  if (name === "@>") return right.every((item) => has(left, item));
  if (name === "<@") return left.every((item) => has(right, item));
  return name === "&&" ? left.some((item) => has(right, item)) : unknown;
}

function arithmetic(name: string, left: Value, right: Value): Value {
  if ((name === "/" || name === "%") && right === 0) return errorValue("22012", "division by zero");
  const [a, b] = [asNumber(left), asNumber(right)];
  if (a === undefined || b === undefined) return unknown;
  const result = calculated(name, a, b);
  return result !== undefined && Number.isFinite(result) && Math.abs(result) < 2 ** 53
    ? result
    : unknown;
}

function calculated(name: string, a: number, b: number): number | undefined {
  const whole = Number.isInteger(a) && Number.isInteger(b);
  // Decimal fractions are exact in PostgreSQL and not here.
  if (!whole) return undefined;
  if (name === "+") return a + b;
  if (name === "-") return a - b;
  if (name === "*") return a * b;
  if (name === "%") return a % b;
  // Whether 5 / 2 is 2 depends on types that are not tracked.
  return name === "/" && a % b === 0 ? a / b : undefined;
}

/** `left operator ANY (array)`, `ALL` */
export function overArray(name: string, left: Value, right: Value, over: "any" | "all"): Value {
  if (right === null) return null;
  const items = isArray(right) ? right : typeof right === "string" ? parseArray(right) : undefined;
  return items ? overItems(name, left, items, over) : unknown;
}

function overItems(name: string, left: Value, items: readonly Value[], over: "any" | "all"): Value {
  let result: Value = over === "all";
  for (const item of items) {
    const value = operate(name, left, item);
    if (value === (over === "any")) return value;
    if (isUnknown(value)) result = unknown;
    else if (value === null && result !== unknown) result = null;
  }
  return result;
}
