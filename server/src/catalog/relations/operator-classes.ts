import type { NameRef } from "../../effects/type-ref.ts";
import { operatorClassInput } from "../builtin/names.ts";
import { builtinType } from "../builtin/types.ts";
import type { Catalog, Column, TypeName } from "../catalog.ts";
import { type Draft, refuse } from "../draft.ts";
import { plainNames } from "../look-up.ts";
import { someExtensionIsOpen } from "../objects/extension-contents.ts";
import { requirePlace } from "../objects/require-object.ts";
import { shownType } from "../objects/written-type.ts";

/** GetIndexOpClass: the one that is written, or one that the type has by default. */
export function requireOperatorClass(
  draft: Draft,
  type: Column["type"],
  method: string,
  written: NameRef | undefined,
): void {
  if (written) requirePlace(draft, { class: "operator class", name: written, of: method });
  if (type !== "unknown") forbidUnclassed(draft, type, method, written);
}

/** The class is there: whether it takes the type. */
export function forbidUnclassed(
  draft: Draft,
  type: TypeName,
  method: string,
  written: NameRef | undefined,
): void {
  if (written) return forbidOtherInput(draft, type, method, written);
  if (hasDefaultClass(draft.catalog, type, method)) return;
  const shown = shownType(type, draft.catalog.session.searchPath);
  refuse(
    "42704",
    `data type ${shown} has no default operator class for access method "${method}"`,
    { class: "operator class", name: method },
  );
}

/** ResolveOpClass: 42804 for types of which it is certain that they are not taken for the class's own. */
function forbidOtherInput(
  { catalog }: Draft,
  type: TypeName,
  method: string,
  { schema, name }: NameRef,
): void {
  if (schema !== undefined && schema !== "pg_catalog") return;
  if (
    schema === undefined &&
    plainNames(catalog, "operator class").known.some((one) => one.name === name)
  )
    return;
  const input = operatorClassInput(method, name);
  if (input === undefined || type.schema !== "pg_catalog" || someExtensionIsOpen(catalog)) return;
  if (type.dimensions > 0 ? input === "anyarray" : takes(input, type.name)) return;
  refuse(
    "42804",
    `operator class "${name}" does not accept data type ${shownType(type, catalog.session.searchPath)}`,
    { class: "operator class", name },
  );
}

/** Binary coercible (pg_cast): only plain types that are taken for no other but these. */
const takes = (input: string, type: string): boolean =>
  input === type ||
  !plain.has(type) ||
  !(plain.has(input) || input === "anyarray") ||
  (type === "varchar" && input === "text");

const plain = new Set(
  "int2 int4 int8 text varchar bpchar name date timestamp timestamptz time timetz uuid json jsonb bool numeric float4 float8 bytea interval".split(
    " ",
  ),
);

/** False only where it is certain. */
export function hasDefaultClass(catalog: Catalog, type: TypeName, method: string): boolean {
  const rule = rules[method];
  if (!rule || type.schema !== "pg_catalog" || someoneElseMayHaveOne(catalog)) return true;
  if (type.dimensions > 0) return rule.arrays;
  const builtin = builtinType(type.name);
  if (!builtin || builtin.kind === "pseudo") return true;
  if (builtin.kind === "range" || builtin.kind === "multirange") return rule.ranges;
  return rule.only ? rule.only.has(type.name) : !rule.not?.has(type.name);
}

/** Extensions that give built-in types default classes, and CREATE OPERATOR CLASS. */
const givers = ["btree_gin", "btree_gist", "intarray"];

function someoneElseMayHaveOne(catalog: Catalog): boolean {
  const extensions = plainNames(catalog, "extension");
  return (
    !extensions.complete ||
    someExtensionIsOpen(catalog) ||
    givers.some((name) => extensions.known.has(name)) ||
    !plainNames(catalog, "operator class").known.isEmpty()
  );
}

interface Rule {
  readonly arrays: boolean;
  readonly ranges: boolean;
  /** Plain types that have one, or those that have none. */
  readonly only?: ReadonlySet<string>;
  readonly not?: ReadonlySet<string>;
}

const set = (names: string): ReadonlySet<string> => new Set(names.split(" "));

/**
 * `select amname, opcintype::regtype from pg_opclass join pg_am on pg_am.oid = opcmethod where opcdefault`, with the
 * types that are binary coercible to one of those; the same on 15 and 18.
 */
const rules: Readonly<Record<string, Rule>> = {
  btree: {
    arrays: true,
    ranges: true,
    not: set(
      "json jsonpath xml point box path polygon line lseg circle cid xid aclitem pg_snapshot",
    ),
  },
  hash: {
    arrays: true,
    ranges: true,
    not: set(
      "json jsonpath xml point box path polygon line lseg circle money tsvector tsquery bit varbit",
    ),
  },
  gin: { arrays: true, ranges: false, only: set("jsonb tsvector") },
  gist: {
    arrays: false,
    ranges: true,
    only: set("box circle point polygon tsquery tsvector"),
  },
  spgist: {
    arrays: false,
    ranges: true,
    only: set("box inet cidr point polygon text varchar"),
  },
};
