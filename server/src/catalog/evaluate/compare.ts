import { textOf } from "./text.ts";
import {
  asBoolean,
  isArray,
  isOid,
  isTyped,
  isUnknown,
  type OidValue,
  type TypedValue,
  type UnknownValue,
  unknown,
  type Value,
} from "./value.ts";

export type Comparison = "=" | "<>" | "<" | "<=" | ">" | ">=";

export const comparisons: ReadonlySet<string> = new Set(["=", "<>", "<", "<=", ">", ">="]);

/** A comparison with SQL's NULL; `a` and `b` are not errors. */
export function compare(operator: Comparison, a: Value, b: Value): Value {
  if (a === null || b === null) return null;
  if (operator === "=") return equal(a, b);
  if (operator === "<>") {
    const same = equal(a, b);
    return typeof same === "boolean" ? !same : same;
  }
  const order = ordering(a, b);
  if (order === undefined) return bounded(operator, a, b);
  if (operator === "<") return order < 0;
  if (operator === "<=") return order <= 0;
  return operator === ">" ? order > 0 : order >= 0;
}

/** Neither is NULL. */
export function equal(a: Value, b: Value): Value {
  if (isUnknown(a) && isUnknown(b)) {
    if (!a.fresh || !b.fresh) return unknown;
    // Numbers of two sequences may well be the same.
    return a.fresh === b.fresh ? true : unknown;
  }
  if (isUnknown(a)) return differs(a, b);
  if (isUnknown(b)) return differs(b, a);
  if (isArray(a) || isArray(b))
    return isArray(a) && isArray(b) ? allEqual(a, b) : arrayWithText(a, b);
  if (isOid(a)) return equalOid(a, b);
  if (isOid(b)) return equalOid(b, a);
  if (isTyped(a)) return equalTyped(a, b);
  if (isTyped(b)) return equalTyped(b, a);
  if (typeof a === "string" && typeof b === "string")
    // char(n) does not count the blanks at the end, and which type a text is of nobody knows here.
    return a === b || (a.trimEnd() === b.trimEnd() ? unknown : false);
  if (typeof a === typeof b) return a === b;
  if (typeof a === "boolean" || typeof b === "boolean") {
    const [one, other] = [asBoolean(a), asBoolean(b)];
    return one === "unknown" || other === "unknown" ? unknown : one === other;
  }
  const [one, other] = [asNumber(a), asNumber(b)];
  return one === undefined || other === undefined ? unknown : one === other;
}

function differs(a: UnknownValue, b: Value): Value {
  const text = textOf(b);
  // Only a number may happen to be what a sequence gives.
  if (a.fresh) return asNumber(b) === undefined ? false : unknown;
  if (typeof text === "string" && a.isNot?.(text)) return false;
  if (isOid(b) && a.isNotKey?.(b.key)) return false;
  if (a.atLeast !== undefined && typeof b === "number" && b < a.atLeast) return false;
  return unknown;
}

function allEqual(a: readonly Value[], b: readonly Value[]): Value {
  if (a.length !== b.length) return false;
  let result: Value = true;
  for (const [index, item] of a.entries()) {
    const other = b[index] ?? null;
    const same = item === null || other === null ? item === other : equal(item, other);
    if (same === false) return false;
    if (same !== true) result = unknown;
  }
  return result;
}

function arrayWithText(a: Value, b: Value): Value {
  const [one, other] = [textOf(a), textOf(b)];
  return one !== undefined && one === other ? true : unknown;
}

function equalOid(a: OidValue, b: Value): Value {
  if (isOid(b)) return a.class === b.class ? a.key === b.key : false;
  // 0 is InvalidOid
  return b === 0 || b === "0" ? false : unknown;
}

/** Types of which two different canonical texts are two different values. */
const exact = new Set(["uuid", "date"]);

function equalTyped(a: TypedValue, b: Value): Value {
  const text = textOf(b);
  if (text === a.text) return true;
  return exact.has(a.type) && isTyped(b) && b.type === a.type ? false : unknown;
}

export function asNumber(value: Value): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
}

/** Negative, 0 or positive; undefined where it is not known (the order of texts depends on the collation). */
export function ordering(a: Value, b: Value): number | undefined {
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b);
  if (typeof a === "number" || typeof b === "number") {
    const [one, other] = [asNumber(a), asNumber(b)];
    return one === undefined || other === undefined ? undefined : one - other;
  }
  const [one, other] = [plainText(a), plainText(b)];
  if (one === undefined || other === undefined) return undefined;
  if (one === other) return 0;
  const digits = /^[0-9]+$/.test(one) === /^[0-9]+$/.test(other);
  if (!digits || !ordered.test(one) || !ordered.test(other)) return undefined;
  return one < other ? -1 : 1;
}

/** ISO dates and words of lower-case letters: the same order in every collation. */
const ordered = /^(?:\d{4}-\d\d-\d\d|[a-z]+|[0-9]+)$/;

const plainText = (value: Value): string | undefined =>
  typeof value === "string" ? value : isTyped(value) ? value.text : undefined;

/** `count(*) > 0` is known where at least one row is. */
function bounded(operator: Comparison, a: Value, b: Value): Value {
  if (isUnknown(a) && a.atLeast !== undefined && typeof b === "number") {
    if (operator === ">" && a.atLeast > b) return true;
    if (operator === ">=" && a.atLeast >= b) return true;
    if (operator === "<" && a.atLeast >= b) return false;
    if (operator === "<=" && a.atLeast > b) return false;
  }
  if (isUnknown(b) && b.atLeast !== undefined && typeof a === "number")
    return bounded(mirrored[operator], b, a);
  return unknown;
}

const mirrored: Readonly<Record<Comparison, Comparison>> = {
  "=": "=",
  "<>": "<>",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};
