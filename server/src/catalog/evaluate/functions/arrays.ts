import { equal } from "../compare.ts";
import { parseArray } from "../text.ts";
import { isArray, isScalar, unknown, type Value } from "../value.ts";
import type { FunctionTable } from "./function-table.ts";

const asArray = (value: Value | undefined): readonly Value[] | null | undefined => {
  if (value === null || value === undefined) return null;
  if (isArray(value)) return value;
  return typeof value === "string" ? parseArray(value) : undefined;
};

const sizeOf = ([array, dimension = 1]: readonly Value[]): Value => {
  const items = asArray(array);
  if (items === null) return null;
  if (items === undefined || dimension !== 1) return unknown;
  return items.length === 0 ? null : items.length;
};

/** A whole array where all is known of it, unknown otherwise. */
const ofArray = (array: Value | undefined, change: (items: readonly Value[]) => Value): Value => {
  const items = asArray(array);
  return items === undefined ? unknown : change(items ?? []);
};

export const arrayFunctions: FunctionTable = {
  array_length: sizeOf,
  array_upper: sizeOf,
  cardinality: ([array]) => {
    const items = asArray(array);
    return items === undefined ? unknown : (items?.length ?? null);
  },
  array_lower: ([array]) => {
    const items = asArray(array);
    return items === undefined ? unknown : items === null || items.length === 0 ? null : 1;
  },
  array_append: ([array, item = null]) => ofArray(array, (items) => [...items, item]),
  array_prepend: ([item = null, array]) => ofArray(array, (items) => [item, ...items]),
  array_cat: ([left, right]) =>
    ofArray(left, (items) => ofArray(right, (more) => [...items, ...more])),
  array_remove: ([array, item = null]) =>
    ofArray(array, (items) =>
      isScalar(item) && items.every((one) => one === null || isScalar(one))
        ? items.filter((one) => one === null || equal(one, item) !== true)
        : unknown,
    ),
  array_replace: ([array, from = null, to = null]) =>
    ofArray(array, (items) =>
      isScalar(from) && items.every((one) => one === null || isScalar(one))
        ? items.map((one) => (one !== null && equal(one, from) === true ? to : one))
        : unknown,
    ),
  array_position: ([array, item = null]) =>
    ofArray(array, (items) => {
      if (!isScalar(item) || !items.every((one) => one === null || isScalar(one))) return unknown;
      const at = items.findIndex((one) => one !== null && equal(one, item) === true);
      return at < 0 ? null : at + 1;
    }),
  array_to_string: ([array, separator = null, ofNull]) => {
    const items = asArray(array);
    if (items === null || separator === null) return null;
    if (
      !items ||
      typeof separator !== "string" ||
      !items.every((one) => one === null || isScalar(one))
    )
      return unknown;
    const texts = items.map((one) => (one === null ? ofNull : String(one)));
    return texts.filter((text) => text !== undefined && text !== null).join(separator);
  },
  string_to_array: ([text = null, separator = null]) => {
    if (text === null) return null;
    if (typeof text !== "string") return unknown;
    if (separator === null) return [...text];
    if (typeof separator !== "string") return unknown;
    return text === "" ? [] : separator === "" ? [text] : text.split(separator);
  },
};
