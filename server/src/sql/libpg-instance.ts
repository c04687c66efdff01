/** One instance of PostgreSQL's parser. Its methods throw when the instance broke; then it must not be used again. */
export interface Instance {
  readonly parse: (sql: string) => Raw;
  readonly parsePlpgsql: (sql: string) => string;
  /** Bytes that the instance holds; WebAssembly gives none back. */
  readonly size: () => number;
}

export type Raw =
  | { readonly kind: "json"; readonly json: string }
  /** `codePoint`: 0-based place in the text; undefined when PostgreSQL names none. */
  | { readonly kind: "error"; readonly message: string; readonly codePoint: number | undefined };

/** What `libpg-query/wasm/libpg-query.js` exports: each call makes a fresh instance. */
export type PgFactory = (options: PgOptions) => Promise<PgModule>;

interface PgOptions {
  /** Left out, the factory looks for libpg-query.wasm beside its own file. */
  instantiateWasm?(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance) => void,
  ): unknown;
  print(line: string): void;
  printErr(line: string): void;
}

interface PgModule {
  readonly HEAPU8: Uint8Array;
  readonly HEAPU32: Uint32Array;
  UTF8ToString(pointer: number): string;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  _wasm_parse_query_raw(sql: number): number;
  _wasm_free_parse_result(result: number): void;
  _wasm_parse_plpgsql(sql: number): number;
  _wasm_free_string(text: number): void;
}

export async function newInstance(
  factory: PgFactory,
  wasm: WebAssembly.Module | undefined,
): Promise<Instance> {
  // The language server speaks over stdout: nothing else may write there.
  const options: PgOptions = { print: () => {}, printErr: () => {} };
  if (wasm) {
    options.instantiateWasm = (imports, done) => done(new WebAssembly.Instance(wasm, imports));
  }
  const pg = await factory(options);
  return {
    size: () => pg.HEAPU8.length,
    parse(sql) {
      const text = put(pg, sql);
      const result = pg._wasm_parse_query_raw(text);
      if (result === 0) throw new Error("out of memory");
      const raw = read(pg, result);
      pg._wasm_free_parse_result(result);
      pg._free(text);
      return raw;
    },
    parsePlpgsql(sql) {
      const text = put(pg, sql);
      const result = pg._wasm_parse_plpgsql(text);
      const answer = pg.UTF8ToString(result);
      pg._wasm_free_string(result);
      pg._free(text);
      return answer;
    },
  };
}

/** PgQueryParseResult { char *parse_tree; char *stderr_buffer; PgQueryError *error } */
function read(pg: PgModule, result: number): Raw {
  const error = word(pg, result + 8);
  if (error === 0) return { kind: "json", json: pg.UTF8ToString(word(pg, result)) };
  // PgQueryError { char *message, *funcname, *filename; int lineno, cursorpos; … }, cursorpos from 1, 0 for none
  const cursor = word(pg, error + 16);
  return {
    kind: "error",
    message: pg.UTF8ToString(word(pg, error)),
    codePoint: cursor > 0 ? cursor - 1 : undefined,
  };
}

const word = (pg: PgModule, address: number): number => pg.HEAPU32[address >> 2] ?? 0;

const encoder = new TextEncoder();

/** The module's own stringToUTF8 cuts text with a lone surrogate short. */
function put(pg: PgModule, sql: string): number {
  const room = sql.length * 3 + 1;
  const address = pg._malloc(room);
  if (address === 0) throw new Error("out of memory");
  const heap = pg.HEAPU8;
  const { written } = encoder.encodeInto(sql, heap.subarray(address, address + room - 1));
  heap[address + written] = 0;
  return address;
}
