import { bytesToOffset, codePointsToOffset, offsetToBytes } from "../text/units.ts";
import { createCache } from "./cache.ts";
import { isTooDeep } from "./depth.ts";
import { expectedAt } from "./expected.ts";
import { newInstance, type PgFactory, type Raw } from "./libpg-instance.ts";
import { createPool, type Pool } from "./libpg-pool.ts";
import type { Parsed, Parser, PlpgsqlParsed } from "./parser.ts";
import { hasPlpgsqlBody } from "./plpgsql-source.ts";
import { readTree } from "./read-tree.ts";
import { withoutComments, withoutCommentsInBodies } from "./without-comments.ts";

export interface ParserOptions {
  /** The default export of `libpg-query/wasm/libpg-query.js`. */
  readonly factory: PgFactory;
  /** libpg-query.wasm; without it the factory looks for that file beside its own. */
  readonly wasm?: Uint8Array | WebAssembly.Module;
}

/** PostgreSQL's own grammar, in the process. Trees are shared between callers: nobody may change one. */
export async function createParser({ factory, wasm }: ParserOptions): Promise<Parser> {
  const compiled = ArrayBuffer.isView(wasm) ? await WebAssembly.compile(wasm) : wasm;
  const pool = await createPool(() => newInstance(factory, compiled));
  const trees = createCache<Parsed>(cacheLimit);
  const bodies = createCache<PlpgsqlParsed>(cacheLimit / 4);

  function parse(sql: string): Parsed {
    const known = trees.get(sql);
    if (known) return known;
    const refused = unfit(sql);
    if (refused) return { kind: "too-complex", message: refused };
    const used = pool.use((instance) => instance.parse(sql));
    if (used.value === undefined) {
      const parsed: Parsed = { kind: "too-complex", message: used.broke ? tooDeep : restarting };
      if (used.broke) trees.put(sql, parsed, sql.length);
      return parsed;
    }
    const parsed =
      used.value.kind === "json" ? readTree(used.value.json) : readRefused(pool, sql, used.value);
    trees.put(sql, parsed, sql.length + weightOf(used.value));
    return parsed;
  }

  function parsePlpgsql(sql: string): PlpgsqlParsed {
    const known = bodies.get(sql);
    if (known) return known;
    const statement = parse(sql);
    if (statement.kind === "error" || statement.kind === "too-complex") {
      return { kind: "error", message: statement.message };
    }
    if (statement.kind === "empty" || !hasPlpgsqlBody(statement.tree)) return noBody;
    const used = pool.use((instance) => {
      const answer = instance.parsePlpgsql(sql);
      return isAnswer(answer) ? answer : instance.parsePlpgsql(withoutCommentsInBodies(sql));
    });
    if (used.value === undefined) {
      return { kind: "error", message: used.broke ? tooDeep : restarting };
    }
    const parsed = readBody(used.value);
    bodies.put(sql, parsed, sql.length + used.value.length);
    return parsed;
  }

  return { parse, parsePlpgsql };
}

const noBody: PlpgsqlParsed = { kind: "body", functions: [] };

/** Characters of SQL and of the JSON it became; a tree takes about 2.5 bytes for each. */
const cacheLimit = 48 * 1024 * 1024;

/** Characters; more takes an instance hundreds of megabytes, which it never gives back. */
const longest = 8 * 1024 * 1024;

const tooDeep = "nested too deeply";
/** Of a moment in which there is no instance: the same text may be read later. */
export const restarting = "PostgreSQL's parser is being restarted";

/** Why the parser must not even see this text. It would stop at a NUL and call what stands before it fine. */
function unfit(sql: string): string | undefined {
  if (sql.length > longest) return "longer than 8 MB";
  const nul = sql.indexOf("\0");
  if (nul >= 0) return `NUL byte at offset ${nul}`;
  return isTooDeep(sql) ? tooDeep : undefined;
}

/** Perhaps only for its comments' sake. */
function readRefused(pool: Pool, sql: string, error: RawError): Parsed {
  const bare = withoutComments(sql);
  if (bare === sql) return readError(pool, sql, error);
  const raw = pool.use((instance) => instance.parse(bare)).value;
  if (raw?.kind === "json") return readTree(raw.json);
  const parsed = readError(pool, bare, raw ?? error);
  if (parsed.kind !== "error") return parsed;
  return { ...parsed, offset: bytesToOffset(sql)(offsetToBytes(bare)(parsed.offset)) };
}

type RawError = Raw & { readonly kind: "error" };

function readError(pool: Pool, sql: string, error: RawError): Parsed {
  const offset = codePointsToOffset(sql)(error.codePoint ?? 0);
  const goesOn = (text: string): boolean => {
    const raw = pool.use((instance) => instance.parse(text)).value;
    if (raw?.kind !== "error") return raw !== undefined;
    return codePointsToOffset(text)(raw.codePoint ?? 0) >= text.length;
  };
  const isSyntax = error.message.startsWith("syntax error");
  const expected = isSyntax ? expectedAt(sql, offset, goesOn) : [];
  return { kind: "error", message: error.message, offset, expected };
}

function readBody(answer: string): PlpgsqlParsed {
  if (!isAnswer(answer)) return { kind: "error", message: answer };
  try {
    const { plpgsql_funcs: functions } = JSON.parse(answer) as { plpgsql_funcs: unknown[] };
    return { kind: "body", functions };
  } catch {
    return { kind: "error", message: tooDeep };
  }
}

/** What is not JSON is the error message. */
const isAnswer = (text: string): boolean => text.startsWith("{");

const weightOf = (raw: Raw): number => (raw.kind === "json" ? raw.json.length : 0);
