import factory from "libpg-query/wasm/libpg-query.js";
import { expect, test } from "vitest";
import { type Instance, newInstance } from "../../server/src/sql/libpg-instance.ts";
import { createPool, type Pool } from "../../server/src/sql/libpg-pool.ts";
import { wasmBytes } from "../support/parser.ts";

const deep = `select 1${" + 1".repeat(30_000)}`;
const wasm = await WebAssembly.compile(wasmBytes());

/** `settled`: no further instance is being made. */
async function poolOf(): Promise<{ pool: Pool; settled: () => Promise<void> }> {
  const made: Promise<Instance>[] = [];
  const pool = await createPool(() => {
    const instance = newInstance(factory, wasm);
    made.push(instance);
    return instance;
  });
  const settled = async (): Promise<void> => {
    for (let before = 0; before !== made.length; ) {
      before = made.length;
      await Promise.all(made);
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  };
  await settled();
  return { pool, settled };
}

test("an instance that broke is never used again, and the next text is read", async () => {
  const { pool } = await poolOf();
  expect(pool.use((instance) => instance.parse(deep))).toEqual({ value: undefined, broke: true });
  expect(pool.use((instance) => instance.parse("select 1")).value?.kind).toBe("json");
});

test("two breakdowns at once leave texts unread only until a new instance is there", async () => {
  const { pool, settled } = await poolOf();
  pool.use((instance) => instance.parse(deep));
  pool.use((instance) => instance.parse(deep));
  const unread = pool.use((instance) => instance.parse("select 1"));
  expect(unread).toEqual({ value: undefined, broke: false });
  await settled();
  expect(pool.use((instance) => instance.parse("select 1")).value?.kind).toBe("json");
  pool.use((instance) => instance.parse(deep));
  expect(pool.use((instance) => instance.parse("select 1")).value?.kind).toBe("json");
});
