import type { CreateComposite, CreateEnum, CreateType } from "../../effects/objects/type.ts";
import type { NameRef } from "../../effects/type-ref.ts";
import type { Column, Type, TypeName } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { type Draft, refuse } from "../draft.ts";
import { findTaken, setRelation } from "../look-up.ts";
import { emptyNames, isThere, put } from "../names.ts";
import { makeColumn } from "../relations/columns.ts";
import { creationPlace, mayExist } from "./place.ts";
import { requireType } from "./require.ts";
import { putRoutine, routineKey } from "./routines.ts";
import { typeIn } from "./types.ts";
import { noteNewType } from "./uncommitted.ts";

/** Where a new type goes; 42710 where the name is taken, by a table's row type as well. */
export function newType(
  draft: Draft,
  name: NameRef,
): { readonly schema: string; readonly key: string } {
  const schema = creationPlace(draft, name);
  const key = relationKey(schema, name.name);
  const found = typeIn(draft.catalog, schema, name.name);
  // What a statement needed may be in any schema of the path.
  const guessed =
    isThere(found) &&
    found.kind === "type" &&
    found.type.origin === "assumed" &&
    name.schema === undefined &&
    draft.catalog.session.searchPath.length > 1;
  if (isThere(found) && !guessed)
    refuse("42710", `type "${name.name}" already exists`, {
      class: "type",
      schema,
      name: name.name,
    });
  if (found === "unknown" || guessed) mayExist(draft, `type "${name.name}"`);
  return { schema, key };
}

/** What every type that is made in view has. */
export const typeBase = (draft: Draft, schema: string, name: string) => ({
  schema,
  name,
  origin: draft.origin,
  ...(draft.catalog.session.role === undefined ? {} : { owner: draft.catalog.session.role }),
});

export const putType = (draft: Draft, key: string, type: Type): void => {
  draft.catalog = { ...draft.catalog, types: put(draft.catalog.types, key, type) };
  draft.touched = true;
};

export function createEnum(draft: Draft, { name, values }: CreateEnum): void {
  const { schema, key } = newType(draft, name);
  if (new Set(values).size < values.length)
    refuse("23505", 'duplicate key value violates unique constraint "pg_enum_typid_label_index"', {
      class: "type",
      schema,
      name: name.name,
    });
  let labels = emptyNames<{ position: number; origin: Draft["origin"] }>(true);
  values.forEach((value, position) => {
    labels = put(labels, value, { position, origin: draft.origin });
  });
  putType(draft, key, { ...typeBase(draft, schema, name.name), kind: "enum", values: labels });
  noteNewType(draft, key);
}

/** Its attributes are the columns of a relation that has no rows. */
export function createComposite(draft: Draft, { name, attributes }: CreateComposite): void {
  const { schema, key } = newType(draft, name);
  if (isThere(findTaken(draft.catalog, key)))
    refuse("42P07", `relation "${name.name}" already exists`, {
      class: "type",
      schema,
      name: name.name,
    });
  let columns = emptyNames<Column>(true);
  const place = { schema, name: name.name, temporary: false };
  attributes.forEach((attribute, at) => {
    if (columns.known.has(attribute.name))
      refuse("42701", `column "${attribute.name}" specified more than once`, {
        class: "attribute",
        name: attribute.name,
        on: key,
      });
    columns = put(columns, attribute.name, makeColumn(draft, place, attribute, at + 1));
  });
  setRelation(draft, key, {
    ...typeBase(draft, schema, name.name),
    kind: "composite type",
    columns,
  });
}

/** A range brings its multirange type and the functions that make values of both. */
export function createType(draft: Draft, effect: CreateType): void {
  const { name, as, definition } = effect;
  const schema = creationPlace(draft, name);
  const key = relationKey(schema, name.name);
  if (as === "base") return createBaseType(draft, effect, schema);
  newType(draft, name);
  const subtype = effect.subtype && requireType(draft, effect.subtype).type;
  const needs = subtype ? needOfType(subtype) : [];
  const made = typeBase(draft, schema, name.name);
  const multirange = as === "range" ? multirangeOf(draft, effect, schema) : undefined;
  putType(draft, key, { ...made, kind: as, definition, needs });
  if (!multirange || !subtype) return;
  const multiKey = relationKey(multirange.schema, multirange.name);
  putType(draft, multiKey, {
    ...made,
    ...multirange,
    kind: "range",
    definition: "multirange",
    needs: [`part of type:${key}`],
  });
  const range: TypeName = { schema, name: name.name, dimensions: 0 };
  const text: TypeName = { schema: "pg_catalog", name: "text", dimensions: 0 };
  constructor(draft, range, [subtype, subtype]);
  constructor(draft, range, [subtype, subtype, text]);
  const multi: TypeName = { ...multirange, dimensions: 0 };
  constructor(draft, multi, []);
  constructor(draft, multi, [range]);
  constructor(draft, multi, [{ ...range, dimensions: 1 }]);
}

/** Only what begins as a shell: its input and output functions speak of it. */
function createBaseType(draft: Draft, { name, definition }: CreateType, schema: string): void {
  const key = relationKey(schema, name.name);
  const found = typeIn(draft.catalog, schema, name.name);
  const subject = { class: "type" as const, schema, name: name.name };
  if (found === "absent") refuse("42710", `type "${name.name}" does not exist`, subject);
  if (isThere(found) && !(found.kind === "type" && /^(shell|unknown)$/.test(found.type.kind)))
    refuse("42710", `type "${name.name}" already exists`, subject);
  if (found === "unknown") mayExist(draft, `type "${name.name}"`);
  putType(draft, key, { ...typeBase(draft, schema, name.name), kind: "base", definition });
}

/** MULTIRANGE_TYPE_NAME, or `…range` turned into `…multirange`. */
function multirangeOf(
  draft: Draft,
  { name, multirange }: CreateType,
  schema: string,
): { readonly schema: string; readonly name: string } {
  if (multirange) return { schema: newType(draft, multirange).schema, name: multirange.name };
  const chosen = name.name.includes("range")
    ? name.name.replace("range", "multirange")
    : `${name.name}_multirange`;
  newType(draft, { schema, name: chosen });
  return { schema, name: chosen };
}

function constructor(draft: Draft, returns: TypeName, types: readonly TypeName[]): void {
  const { schema, name } = returns;
  putRoutine(draft, routineKey(schema, name, types), {
    schema,
    name,
    kind: "function",
    arguments: types,
    argumentNames: [],
    defaults: 0,
    returns: `${schema}.${name}`,
    language: "internal",
    volatility: "immutable",
    definition: "range constructor",
    needs: [`part of type:${schema}.${name}`],
    origin: draft.origin,
  });
}

/** How an object says that it needs a type; PostgreSQL's own are always there. */
export const needOfType = (type: TypeName): readonly string[] =>
  type.schema === "pg_catalog" ? [] : [`type:${type.schema}.${type.name}`];
