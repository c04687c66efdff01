import type { TypeRef } from "../../effects/type-ref.ts";
import type { Catalog, TypeName } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { find, isThere } from "../names.ts";
import { resolveType } from "../objects/types.ts";
import { isUncommitted } from "../objects/uncommitted.ts";
import { shownType, writtenType } from "../objects/written-type.ts";
import type { Subject } from "../outcome.ts";
import { toMoment } from "./cast-moment.ts";
import { regText, toReg } from "./regs.ts";
import { parseArray, textOf } from "./text.ts";
import {
  asBoolean,
  errorValue,
  isArray,
  isError,
  isOid,
  isScalar,
  isTyped,
  isUnknown,
  type RegType,
  someValue,
  type TypedValue,
  unknown,
  type Value,
} from "./value.ts";

/** `value::type` */
export function cast(catalog: Catalog, value: Value, type: TypeRef): Value {
  if (value === null || isError(value)) return value;
  const { type: resolved, found } = resolveType(catalog, type);
  if (found === "absent")
    return errorValue("42704", `type "${writtenType(type)}" does not exist`, {
      class: "type",
      ...(type.schema === undefined ? {} : { schema: type.schema }),
      name: type.name,
    });
  if (found === "unknown") return isUnknown(value) ? value : someValue;
  return castTo(catalog, value, resolved);
}

/** A known type; also how a text constant is read when a column of that type gets it. */
export function castTo(catalog: Catalog, value: Value, type: TypeName): Value {
  if (value === null || isError(value)) return value;
  if (type.dimensions > 0) return toArray(catalog, value, type);
  if (type.schema !== "pg_catalog") return toUserType(catalog, value, type);
  if (regTypes.has(type.name)) return toReg(catalog, type.name as RegType, value, "error");
  if (isUnknown(value)) return type.name === "text" || type.name === "name" ? value : weaker(value);
  if (type.name === "oid") return isOid(value) ? { ...value, as: "oid" } : toInteger(value, "oid");
  switch (type.name) {
    case "text":
    case "varchar":
    case "bpchar":
    case "name":
    case "char":
    case "citext":
      return toText(catalog, value, type);
    case "bool": {
      const known = asBoolean(value);
      return known === "unknown" ? invalid(value, type) : known;
    }
    case "int2":
    case "int4":
    case "int8":
      return toInteger(value, type.name);
    case "numeric":
    case "float4":
    case "float8":
      return toNumber(value, type);
    default:
      return toTyped(value, type);
  }
}

/** A cast leaves a fresh value as distinct as it was, and NULL as it is. */
const weaker = (value: Value): Value =>
  isUnknown(value) && (value.fresh || value.perhapsNull) ? value : unknown;

const regTypes: ReadonlySet<string> = new Set<RegType>([
  "regclass",
  "regtype",
  "regproc",
  "regprocedure",
  "regnamespace",
  "regrole",
  "regcollation",
]);

function toText(catalog: Catalog, value: Value, type: TypeName): Value {
  const text = isOid(value) ? regText(catalog, value) : textOf(value);
  if (typeof text !== "string" || (isTyped(value) && !isWrittenOut(value))) return someValue;
  if (type.name === "name" && text.length > 63) return someValue;
  const length = Number(type.modifiers);
  // An explicit cast cuts off; an assignment refuses (coerce.ts).
  const cut = type.modifiers !== undefined && type.name !== "text" ? text.slice(0, length) : text;
  // What char(n) is filled up with does not count.
  return type.name === "bpchar" ? cut.trimEnd() : cut;
}

/** Its text is the one that PostgreSQL writes: json stays as it was read. */
const isWrittenOut = ({ type }: TypedValue): boolean => /^(uuid|date|json)$/.test(type);

const limits: Readonly<Record<string, bigint>> = {
  int2: 2n ** 15n,
  int4: 2n ** 31n,
  int8: 2n ** 63n,
  oid: 2n ** 32n,
};

function toInteger(value: Value, type: string): Value {
  if (isArray(value) || isOid(value) || isTyped(value)) return unknown;
  if (typeof value === "boolean") return Number(value);
  const text = String(value).trim();
  if (typeof value === "number" && !Number.isInteger(value)) return Math.round(value);
  if (!/^[+-]?\d+$/.test(text))
    return /^[+-]?(0[xob][\da-f_]+|\d[\d_]*)$/i.test(text) ? unknown : invalidText(text, type);
  const number = Number(text);
  const limit = limits[type] ?? 0n;
  if (BigInt(text) >= limit || BigInt(text) < -limit)
    return errorValue("22003", `value "${text}" is out of range for type ${shown(type)}`);
  return Number.isSafeInteger(number) ? number : text.replace(/^\+/, "");
}

function toNumber(value: Value, type: TypeName): Value {
  if (!isScalar(value) || typeof value === "boolean") return unknown;
  if (typeof value === "number") return type.modifiers === undefined ? value : unknown;
  const text = value.trim();
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text))
    return /^[+-]?(nan|inf|infinity|\d[\d_.]*|0[xob].*)$/i.test(text)
      ? unknown
      : invalidText(text, type.name);
  const number = Number(text);
  const shortest = text
    .replace(/^\+/, "")
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");
  return String(number) === shortest && type.modifiers === undefined ? number : text;
}

function toArray(catalog: Catalog, value: Value, type: TypeName): Value {
  if (isUnknown(value)) return weaker(value);
  const element = { ...type, dimensions: 0 };
  // array_in: braces, or bounds before them.
  if (typeof value === "string" && !/^\s*[{[]/.test(value))
    return errorValue("22P02", `malformed array literal: "${value}"`);
  const items = isArray(value) ? value : typeof value === "string" ? parseArray(value) : undefined;
  if (!items) return unknown;
  const converted = items.map((item) => castTo(catalog, item, element));
  return converted.find(isError) ?? converted;
}

function toUserType(catalog: Catalog, value: Value, type: TypeName): Value {
  const known = find(catalog.types, `${type.schema}.${type.name}`);
  if (!isThere(known)) return isUnknown(value) ? weaker(value) : keepText(value, type);
  if (known.kind === "domain")
    return known.base === "unknown" ? weaker(unknown) : castTo(catalog, value, known.base);
  if (isUnknown(value)) return weaker(value);
  if (known.kind !== "enum") return keepText(value, type);
  const text = textOf(value);
  if (typeof text !== "string") return unknown;
  const isLabel = find(known.values, text) !== "absent";
  const isNew = isUncommitted(catalog, `${type.schema}.${type.name}`, text);
  if (isLabel && !isNew) return text;
  const name = shownType(type, catalog.session.searchPath);
  const subject: Subject = {
    class: "enum value",
    name: text,
    on: relationKey(type.schema, type.name),
  };
  return isLabel
    ? errorValue("55P04", `unsafe use of new value "${text}" of enum type ${name}`, subject)
    : errorValue("22P02", `invalid input value for enum ${name}: "${text}"`, subject);
}

function keepText(value: Value, type: TypeName): Value {
  const text = textOf(value);
  if (typeof text !== "string" || isArray(value)) return unknown;
  return { kind: "typed", type: `${type.schema}.${type.name}`, text };
}

function toTyped(value: Value, type: TypeName): Value {
  if (isOid(value) || isArray(value)) return unknown;
  const text = textOf(value);
  if (typeof text !== "string") return unknown;
  if (type.name === "uuid") {
    const plain = text.toLowerCase().replace(/[{}]/g, "");
    const canonical = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(plain);
    if (canonical) return { kind: "typed", type: "uuid", text: plain };
    return /^[0-9a-f-]{32,}$/.test(plain) ? unknown : invalidText(text, type.name);
  }
  const moment = toMoment(text, type.name);
  if (moment !== undefined) return moment;
  if ((type.name === "json" || type.name === "jsonb") && !isJson(text))
    return errorValue("22P02", "invalid input syntax for type json");
  return { kind: "typed", type: type.name, text };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // JavaScript refuses raw control characters and so does PostgreSQL; numbers and escapes are the same.
    return false;
  }
}

const invalid = (value: Value, type: TypeName): Value =>
  typeof value === "string" ? invalidText(value, type.name) : unknown;

const invalidText = (text: string, type: string): Value =>
  errorValue("22P02", `invalid input syntax for type ${shown(type)}: "${text}"`);

const shown = (name: string): string =>
  shownType({ schema: "pg_catalog", name, dimensions: 0 }, []);
