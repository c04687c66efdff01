import fc from "fast-check";
import { Map as PersistentMap } from "immutable";
import { expect, test } from "vitest";
import { changedKeys } from "../../../server/src/catalog/changed-keys.ts";

const key = fc.oneof(
  fc.string({ maxLength: 3 }),
  fc.integer({ max: 3000, min: 0 }).map((n) => `t${n}`),
);
const change = fc.tuple(key, fc.option(fc.integer({ max: 3, min: 0 }), { nil: undefined }));

const changed = (
  map: PersistentMap<string, number>,
  changes: readonly (readonly [string, number | undefined])[],
): PersistentMap<string, number> =>
  changes.reduce(
    (now, [name, value]) => (value === undefined ? now.delete(name) : now.set(name, value)),
    map,
  );

test("finds what a look through both maps finds", () => {
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 200 }),
      fc.array(change, { maxLength: 40 }),
      (made, later) => {
        const a = changed(PersistentMap(), made);
        const b = changed(a, later);
        const all = new Set([...a.keys(), ...b.keys()]);
        const expected = [...all].filter((name) => a.get(name) !== b.get(name));
        expect([...changedKeys(a, b)].sort()).toEqual(expected.sort());
      },
    ),
  );
});

test("what is shared is not looked at", () => {
  let looked = 0;
  const counted = (value: number): object =>
    Object.defineProperty({}, "value", {
      get: () => {
        looked++;
        return value;
      },
    });
  const a = PersistentMap(Array.from({ length: 5000 }, (_, n) => [`public.t${n}`, counted(n)]));
  expect(changedKeys(a, a.set("public.t7", counted(0)))).toEqual(["public.t7"]);
  expect(looked).toBe(0);
});
