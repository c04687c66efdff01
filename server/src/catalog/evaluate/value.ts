import type { Subject } from "../outcome.ts";
/**
 * What an expression evaluates to. Where it is not known, what is known about it stays: which values it is not, that
 * it is not NULL, from where on it starts.
 */
export type Value =
  | string
  | number
  | boolean
  | null
  | readonly Value[]
  | OidValue
  | TypedValue
  | UnknownValue
  | ErrorValue;

/** A reference to an object; `as` is the type it is shown as (`oid`: a number nobody knows). */
export interface OidValue {
  readonly kind: "oid";
  readonly class: OidClass;
  /** As the catalog's keys: `schema.name`, `schema.name(types)`, `schema.table` + "\0" + constraint. */
  readonly key: string;
  readonly as: RegType | "oid";
  /** Of to_regclass and its kin over an unseen name: either this, or NULL. */
  readonly maybe?: true;
}
export type OidClass =
  | "relation"
  | "type"
  | "routine"
  | "schema"
  | "role"
  | "constraint"
  | "trigger"
  | "policy"
  | "extension"
  | "publication"
  | "language"
  | "collation"
  | "database"
  | "other";
export type RegType =
  | "regclass"
  | "regtype"
  | "regproc"
  | "regprocedure"
  | "regnamespace"
  | "regrole"
  | "regoperator"
  | "regcollation"
  | "regconfig";

/** A constant of a type whose operators are not simulated (jsonb, timestamptz, interval, uuid …). */
export interface TypedValue {
  readonly kind: "typed";
  readonly type: string;
  readonly text: string;
}

export interface UnknownValue {
  readonly kind: "unknown";
  /** The values that it is known not to be. */
  readonly isNot?: (value: string) => boolean;
  readonly notNull?: true;
  /** NULL in one of its cases: of NULLIF, a CASE without ELSE, a query that may find nothing. */
  readonly perhapsNull?: true;
  /** A reference to none of these objects, by key. */
  readonly isNotKey?: (key: string) => boolean;
  /** A text that begins with this. */
  readonly startsWith?: string;
  /** A number that is at least this. */
  readonly atLeast?: number;
  /** Made anew each time (nextval, gen_random_uuid, now); two are the same value where this is the same object. */
  readonly fresh?: object;
}

/** PostgreSQL refuses to evaluate it. */
export interface ErrorValue {
  readonly kind: "error";
  readonly sqlstate: string;
  readonly message: string;
  /** What it is about. */
  readonly subject?: Subject;
}

export const unknown: UnknownValue = { kind: "unknown" };
export const perhapsNull: UnknownValue = { kind: "unknown", perhapsNull: true };
export const someValue: UnknownValue = { kind: "unknown", notNull: true };
export const freshValue = (fresh: object = {}): UnknownValue => ({
  kind: "unknown",
  notNull: true,
  fresh,
});
export const unknownBut = (isNot: (value: string) => boolean): UnknownValue => ({
  kind: "unknown",
  notNull: true,
  isNot,
});

export const errorValue = (sqlstate: string, message: string, subject?: Subject): ErrorValue => ({
  kind: "error",
  sqlstate,
  message,
  ...(subject ? { subject } : {}),
});

export const oid = (of: OidClass, key: string, as: OidValue["as"] = "oid"): OidValue => ({
  kind: "oid",
  class: of,
  key,
  as,
});

export const isArray = (value: Value): value is readonly Value[] => Array.isArray(value);
const kindOf = (value: Value): string | undefined =>
  typeof value === "object" && value !== null && !isArray(value) ? value.kind : undefined;

export const isOid = (value: Value): value is OidValue => kindOf(value) === "oid";
export const isTyped = (value: Value): value is TypedValue => kindOf(value) === "typed";
export const isUnknown = (value: Value): value is UnknownValue => kindOf(value) === "unknown";
export const isError = (value: Value): value is ErrorValue => kindOf(value) === "error";
export const isScalar = (value: Value): value is string | number | boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

/** Nothing in it is unknown. */
export const isKnown = (value: Value): boolean =>
  isArray(value) ? value.every(isKnown) : !isUnknown(value) && !isError(value);

/** SQL's truth: `null` counts as false, as WHERE and IF have it. */
export function truth(value: Value): boolean | "unknown" {
  const known = asBoolean(value);
  if (known === null) return false;
  return known;
}

/** A boolean, NULL, or not known. */
export function asBoolean(value: Value): boolean | null | "unknown" {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") {
    const text = value.trim().toLowerCase();
    if (/^(t|tr|tru|true|y|ye|yes|on|1)$/.test(text)) return true;
    if (/^(f|fa|fal|fals|false|n|no|off|of|0)$/.test(text)) return false;
  }
  if (typeof value === "number") return value !== 0;
  return "unknown";
}
