import { storageParameters } from "../builtin/generated/storage-parameters.ts";
import type { Index } from "../catalog.ts";
import { refuse } from "../draft.ts";

/** What takes parameters: a relation, its TOAST table, or an index by its access method. */
export type Taking =
  | "table"
  | "toast"
  | "view"
  | "btree"
  | "hash"
  | "gist"
  | "gin"
  | "spgist"
  | "brin";

interface Parameter {
  readonly type: string;
  readonly bounds: readonly [lowest: number, highest: number] | undefined;
}

let cached: ReadonlyMap<string, Parameter> | undefined;

function parameters(): ReadonlyMap<string, Parameter> {
  cached ??= new Map(
    storageParameters.split("\n").map((line): [string, Parameter] => {
      const [name = "", type = "", lowest, highest] = line.split(" ");
      const bounds =
        lowest === undefined ? undefined : ([Number(lowest), Number(highest)] as const);
      return [name, { type, bounds }];
    }),
  );
  return cached;
}

/** parseRelOptions: 22023 for a name that nobody knows, and for a value that is none of its. */
export function forbidOtherParameters(
  of: Taking,
  options: Readonly<Record<string, string | null>>,
): void {
  for (const [written, value] of Object.entries(options)) {
    if (value === null || notStored.has(written)) continue;
    const [namespace, bare] = written.includes(".") ? split(written) : [undefined, written];
    if (namespace !== undefined && (namespace !== "toast" || of !== "table"))
      refuse("22023", `unrecognized parameter namespace "${namespace}"`);
    if (namespace === undefined) forbidOther(of, bare, value);
  }
}

/** Those of a table's TOAST table, which is made once the table is there. */
export function forbidOtherInToast(options: Readonly<Record<string, string | null>>): void {
  for (const [written, value] of Object.entries(options))
    if (value !== null && written.startsWith("toast."))
      forbidOther("toast", split(written)[1], value);
}

function forbidOther(kind: Taking, name: string, value: string): void {
  const known = parameters().get(`${kind}.${name}`);
  if (known) forbidOtherValue(name, known, value);
  else if (!older.has(`${kind}.${name}`)) refuse("22023", `unrecognized parameter "${name}"`);
}

/** partitioned_table_reloptions of PostgreSQL 18; before 17 the same with other words (22023). */
export function forbidAnyParameter(
  table: string,
  options: Readonly<Record<string, string | null>>,
): void {
  if (Object.keys(options).some((name) => !notStored.has(name) && !name.startsWith("toast.")))
    refuse("42809", "cannot specify storage parameters for a partitioned table", {
      class: "table",
      name: table,
    });
}

const split = (name: string): readonly [namespace: string, bare: string] => [
  name.slice(0, name.indexOf(".")),
  name.slice(name.indexOf(".") + 1),
];

/** The definition of an index is the canonical JSON of its tree; of an extension's access method nothing is known. */
export function methodOf({ definition }: Index): Taking | undefined {
  const written = /"accessMethod":"(\w+)"/.exec(definition)?.[1];
  return written === undefined ? undefined : indexTaking(written);
}

export const indexTaking = (method: string): Taking | undefined =>
  ["btree", "hash", "gist", "gin", "spgist", "brin"].includes(method)
    ? (method as Taking)
    : undefined;

/** Kept with the storage parameters, though it is none. */
const notStored: ReadonlySet<string> = new Set([
  "access method",
  "tablespace",
  "server",
  "oids",
  "generic",
  "cluster",
  "replica identity",
]);

/** What versions before 18 took. */
const older: ReadonlySet<string> = new Set(["btree.vacuum_cleanup_index_scale_factor"]);

function forbidOtherValue(name: string, { type, bounds }: Parameter, value: string): void {
  const isNumber = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value);
  const words = type.replace("-", " ");
  if (type === "boolean" && !boolean.test(value))
    refuse("22023", `invalid value for ${words} option "${name}": ${value}`);
  if (!bounds) return;
  // parse_int also takes hexadecimal numbers.
  if (!isNumber && !/^\s*[+-]?0x/i.test(value))
    refuse("22023", `invalid value for ${words} option "${name}": ${value}`);
  if (isNumber && (Number(value) < bounds[0] || Number(value) > bounds[1]))
    refuse("22023", `value ${value} out of bounds for option "${name}"`);
}

const boolean = /^\s*(t|tr|tru|true|f|fa|fal|fals|false|y|ye|yes|n|no|on|of|off|1|0)\s*$/i;
