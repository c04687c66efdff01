import { types } from "./generated/types.ts";

/** One row of pg_type that PostgreSQL or one of its extensions brings. */
export interface BuiltinType {
  readonly name: string;
  readonly kind: "base" | "domain" | "enum" | "multirange" | "pseudo" | "range";
  /** typcategory: "S" strings, "N" numbers, "D" dates … */
  readonly category: string;
  readonly preferred: boolean;
  /** Whether reading and writing it as text always gives the same. */
  readonly input: Volatility;
  readonly output: Volatility;
  readonly element?: string;
}

export type Volatility = "immutable" | "stable" | "volatile";

/** A type of pg_catalog. */
export const builtinType = (name: string): BuiltinType | undefined => all().get(name);

/** The name of what `_name` is an array of. */
export function arrayOf(name: string): string | undefined {
  const element = name.startsWith("_") ? name.slice(1) : undefined;
  return element !== undefined && all().has(element) ? element : undefined;
}

/** Domains of information_schema. */
export const informationSchemaTypes: ReadonlySet<string> = new Set([
  "cardinal_number",
  "character_data",
  "sql_identifier",
  "time_stamp",
  "yes_or_no",
]);

/** Reads `name kind+category+preferred+input+output element`. */
export function readTypes(text: string): ReadonlyMap<string, BuiltinType> {
  const read = new Map<string, BuiltinType>();
  for (const line of text.split("\n")) {
    const [name = "", facts = "", element] = line.split(" ");
    const [kind = "", category = "", preferred, input = "", output = ""] = facts;
    read.set(name, {
      name,
      kind: kinds[kind] ?? "base",
      category,
      preferred: preferred === "!",
      input: volatility(input),
      output: volatility(output),
      ...(element === undefined ? {} : { element }),
    });
  }
  return read;
}

export const volatility = (letter: string): Volatility =>
  letter === "i" ? "immutable" : letter === "s" ? "stable" : "volatile";

const kinds: Readonly<Record<string, BuiltinType["kind"]>> = {
  b: "base",
  d: "domain",
  e: "enum",
  m: "multirange",
  p: "pseudo",
  r: "range",
};

let cached: ReadonlyMap<string, BuiltinType> | undefined;
const all = (): ReadonlyMap<string, BuiltinType> => {
  cached ??= readTypes(types);
  return cached;
};
