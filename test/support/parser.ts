import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import factory from "libpg-query/wasm/libpg-query.js";
import { createParser } from "../../server/src/sql/libpg.ts";
import type { Parser } from "../../server/src/sql/parser.ts";

/** A parser of its own for each test file. */
export const newParser = (): Promise<Parser> => createParser({ factory, wasm: wasmBytes() });

export const wasmBytes = (): Uint8Array =>
  readFileSync(createRequire(import.meta.url).resolve("libpg-query/wasm/libpg-query.wasm"));
