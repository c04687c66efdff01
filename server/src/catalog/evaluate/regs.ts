import type { NameRef } from "../../effects/type-ref.ts";
import { quoteIdent } from "../../sql/names.ts";
import type { Catalog, TypeName } from "../catalog.ts";
import { findRelation } from "../look-up.ts";
import { isThere } from "../names.ts";
import { findPlain } from "../objects/plain.ts";
import { resolveType } from "../objects/types.ts";
import { shownType } from "../objects/written-type.ts";
import { hasSchema } from "./plain-names.ts";
import { findRoutines } from "./routine-names.ts";
import { parseName } from "./text.ts";
import { spelledOut } from "./type-spelling.ts";
import {
  type ErrorValue,
  errorValue,
  isOid,
  isScalar,
  type OidValue,
  oid,
  type RegType,
  unknown,
  type Value,
} from "./value.ts";

/** What `'text'::regclass` and its kin refer to; a missing object is an error, or NULL for to_regclass and its kin. */
export function toReg(
  catalog: Catalog,
  as: RegType,
  value: Value,
  missing: "error" | "null",
): Value {
  if (isOid(value)) return { ...value, as };
  if (!isScalar(value)) return value;
  const text = String(value);
  if (/^\d+$/.test(text)) return unknown;
  const found = lookUp(catalog, as, text);
  if (found === "absent") return missing === "null" ? null : absent(as, text);
  if (found === "unknown") return unknown;
  return missing === "null" && !isSeen(catalog, as, text) ? { ...found, maybe: true } : found;
}

/** Is it known that there is something of this name? */
function isSeen(catalog: Catalog, as: RegType, text: string): boolean {
  const name = toNameRef(parseName(text));
  if (as === "regclass") return name !== undefined && isThere(findRelation(catalog, name).found);
  if (as === "regnamespace") return name !== undefined && hasSchema(catalog, name.name) === true;
  if (as === "regrole") return name !== undefined && isThere(findPlain(catalog, "role", name.name));
  return true;
}

function lookUp(catalog: Catalog, as: RegType, text: string): OidValue | "absent" | "unknown" {
  if (as === "regtype") return typeReference(catalog, text);
  if (as === "regprocedure" || as === "regproc") return routineReference(catalog, as, text);
  const parts = parseName(text);
  const name = toNameRef(parts);
  if (!parts || !name) return "unknown";
  switch (as) {
    case "regclass": {
      const { key, found } = findRelation(catalog, name);
      // Of an unseen relation the key is known all the same: what is asked of it is answered by key.
      return found === "absent" ? "absent" : oid("relation", key, as);
    }
    case "regnamespace":
      return hasSchema(catalog, name.name) === false ? "absent" : oid("schema", name.name, as);
    case "regrole":
      return findPlain(catalog, "role", name.name) === "absent"
        ? "absent"
        : oid("role", name.name, as);
    default:
      return "unknown";
  }
}

export function toNameRef(parts: readonly string[] | undefined): NameRef | undefined {
  const name = parts?.at(-1);
  const schema = parts?.at(-2);
  if (name === undefined) return undefined;
  return schema === undefined ? { name } : { schema, name };
}

/** `integer[]`, `public.mood`, `character varying(10)`. */
function parseType(catalog: Catalog, text: string): TypeName | "absent" | "unknown" {
  const [, base = "", brackets = ""] = /^(.*?)((?:\s*\[\d*\])*)$/s.exec(text.trim()) ?? [];
  const plain = base.replace(/\s*\([^)]*\)/, "").trim();
  const dimensions = brackets.split("[").length - 1;
  const builtin = spelledOut(plain);
  if (builtin !== undefined) return { schema: "pg_catalog", name: builtin, dimensions };
  const name = toNameRef(parseName(plain));
  if (!name) return "unknown";
  const { type, found } = resolveType(catalog, { ...name, dimensions });
  return isThere(found) ? type : found;
}

function typeReference(catalog: Catalog, text: string): OidValue | "absent" | "unknown" {
  const found = parseType(catalog, text);
  return typeof found === "string" ? found : oid("type", typeKey(found), "regtype");
}

/** How the system views refer to a type. */
export const typeKey = (type: TypeName): string =>
  `${type.schema}.${type.name}${type.dimensions > 0 ? "[]" : ""}`;

function routineReference(
  catalog: Catalog,
  as: "regproc" | "regprocedure",
  text: string,
): OidValue | "absent" | "unknown" {
  const [, written = "", args] = /^([^(]*)(?:\((.*)\))?\s*$/s.exec(text) ?? [];
  const name = toNameRef(parseName(written.trim()));
  if (!name) return "unknown";
  const found = findRoutines(catalog, name);
  if (found === "builtin" || typeof found === "string")
    return found === "absent" ? "absent" : "unknown";
  if (as === "regproc") {
    const [only, ...more] = found.known;
    return only && more.length === 0 ? oid("routine", routineKey(only), as) : "unknown";
  }
  const types = splitArguments(args ?? "").map((one) => parseType(catalog, one));
  const wanted = types.map((type) => (typeof type === "string" ? type : typeKey(type)));
  if (wanted.includes("unknown")) return "unknown";
  let sure = catalog.routines.complete;
  for (const routine of found.known) {
    if (!routine.arguments) sure = false;
    else if (routine.arguments.map(typeKey).join() === wanted.join())
      return oid("routine", routineKey(routine), as);
  }
  return sure ? "absent" : "unknown";
}

const splitArguments = (text: string): readonly string[] =>
  text.trim() === "" ? [] : text.split(",").map((one) => one.trim());

/** The key that the views and casts agree on; it need not be the catalog's own. */
export const routineKey = (routine: {
  readonly schema: string;
  readonly name: string;
  readonly arguments: readonly TypeName[] | undefined;
}): string =>
  `${routine.schema}.${routine.name}(${(routine.arguments ?? []).map(typeKey).join(",")})`;

/** PostgreSQL's words for a name that a cast does not find. */
function absent(as: RegType, text: string): ErrorValue {
  const parts = parseName(text) ?? [text];
  const name = parts.join(".");
  const ref = toNameRef(parts) ?? { name };
  switch (as) {
    case "regclass":
      return errorValue("42P01", `relation "${name}" does not exist`, { class: "table", ...ref });
    case "regtype":
      return errorValue("42704", `type "${text.trim()}" does not exist`, { class: "type", ...ref });
    case "regnamespace":
      return errorValue("3F000", `schema "${name}" does not exist`, { class: "schema", name });
    case "regrole":
      return errorValue("42704", `role "${name}" does not exist`, { class: "role", name });
    default:
      return errorValue("42883", `function "${text.trim()}" does not exist`);
  }
}

/** A reference as text; undefined where that depends on what is not known. */
export function regText(catalog: Catalog, value: OidValue): string | undefined {
  if (value.as === "oid" || value.as === "regoperator") return undefined;
  if (value.as === "regnamespace" || value.as === "regrole") return quoteIdent(value.key);
  const dot = value.key.indexOf(".");
  const [schema, rest] = [value.key.slice(0, dot), value.key.slice(dot + 1)];
  if (value.as === "regtype") return typeText(catalog, schema, rest);
  if (value.as === "regprocedure") return procedureText(catalog, schema, rest);
  const name = value.as === "regproc" ? rest.slice(0, rest.indexOf("(")) : rest;
  const visible = value.as === "regclass" && findRelation(catalog, { name }).key === value.key;
  if (visible || (value.as === "regproc" && catalog.session.searchPath.includes(schema)))
    return quoteIdent(name);
  return `${quoteIdent(schema)}.${quoteIdent(name)}`;
}

/** `name(integer,public.mood)`, with its schema where the search path does not lead there. */
function procedureText(catalog: Catalog, schema: string, rest: string): string {
  const [, name = rest, types = ""] = /^([^(]*)\((.*)\)$/s.exec(rest) ?? [];
  const shown = types
    .split(",")
    .filter((type) => type !== "")
    .map((type) =>
      typeText(catalog, type.slice(0, type.indexOf(".")), type.slice(type.indexOf(".") + 1)),
    );
  const visible = catalog.session.searchPath.includes(schema);
  return `${visible ? "" : `${quoteIdent(schema)}.`}${quoteIdent(name)}(${shown.join(",")})`;
}

function typeText(catalog: Catalog, schema: string, rest: string): string {
  const dimensions = rest.endsWith("[]") ? 1 : 0;
  const type = { schema, name: dimensions ? rest.slice(0, -2) : rest, dimensions };
  return shownType(type, catalog.session.searchPath);
}
