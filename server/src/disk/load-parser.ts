import { readFileSync } from "node:fs";
import { join } from "node:path";
import factory from "libpg-query/wasm/libpg-query.js";
import { createParser } from "../sql/libpg.ts";
import type { Parser } from "../sql/parser.ts";

/** PostgreSQL's grammar from the file that the build puts beside the bundle. Throws when it is missing. */
export const loadParser = (): Promise<Parser> =>
  createParser({ factory, wasm: readFileSync(join(__dirname, "libpg-query.wasm")) });
