import { expect, test } from "vitest";
import {
  distinctParts,
  joinColumns,
  makeObjectName,
} from "../../../server/src/catalog/relations/choose-name.ts";

const long = "a_name_of_forty_characters_or_thereabouts";

test.each([
  [["t", "a", "key"], "t_a_key"],
  [["t", undefined, "pkey"], "t_pkey"],
  [[long, long, "fkey1"], "a_name_of_forty_characters_o_a_name_of_forty_characters_o_fkey1"],
  [[long, "a", "idx"], `${long}_a_idx`],
  [["ä".repeat(40), undefined, "pkey"], `${"ä".repeat(29)}_pkey`],
] as const)("%j is called %s", ([name1, name2, label], name) => {
  expect(makeObjectName(name1, name2, label)).toBe(name);
  expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(63);
});

test("columns are joined until there is no room left", () => {
  expect(joinColumns(["a", "b"])).toBe("a_b");
  expect(joinColumns([long, long, "never_seen"])).toBe(`${long}_${long}`);
});

test("expressions of one name are numbered", () => {
  expect(distinctParts(["expr", "expr", "lower", "expr"])).toEqual([
    "expr",
    "expr1",
    "lower",
    "expr2",
  ]);
});
