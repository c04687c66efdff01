import { builtinType } from "../builtin/types.ts";
import type { Catalog, Relation, Type } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { both, type Presence } from "../evaluate/env.ts";
import { schemasInView } from "../evaluate/plain-names.ts";
import { oid, someValue, unknown, type Value } from "../evaluate/value.ts";
import { find, isThere } from "../names.ts";
import { someExtensionIsOpen } from "../objects/extension-contents.ts";
import { schemaOid } from "./relations.ts";
import {
  candidates,
  children,
  isSpokenOf,
  nameOf,
  row,
  type SystemView,
  schemaOf,
  wantedKey,
  wantedText,
} from "./source.ts";

const letters: Readonly<Record<Type["kind"], string | undefined>> = {
  enum: "e",
  domain: "d",
  range: "r",
  base: "b",
  shell: "p",
  unknown: undefined,
};

/** A type of its own or the row type of a relation; `kind` is undefined where it may be unseen. */
interface Found {
  readonly key: string | undefined;
  readonly schema: Value;
  readonly name: Value;
  readonly typtype: string | undefined;
  readonly presence: Presence;
}

export const pgType: SystemView = function* (catalog, wanted) {
  const key = wantedKey(wanted, "oid");
  const name = key === undefined ? wantedText(wanted, "typname") : nameOf(key);
  const schema = key === undefined ? wantedText(wanted, "typnamespace") : schemaOf(key);
  for (const found of name === undefined
    ? allTypes(catalog, schema)
    : namedTypes(catalog, name, schema))
    yield row(
      {
        oid: found.key === undefined ? someValue : oid("type", found.key),
        typname: found.name,
        typnamespace: schemaOid(found.schema),
        typtype: found.typtype ?? unknown,
        typrelid:
          found.typtype !== "c"
            ? found.typtype
              ? 0
              : unknown
            : found.key
              ? oid("relation", found.key)
              : unknown,
        typisdefined: found.typtype === undefined ? unknown : found.typtype !== "p",
      },
      found.presence,
    );
};

const isRowType = (relation: Relation): boolean =>
  relation.kind !== "index" && relation.kind !== "sequence" && relation.kind !== "unknown";

function* namedTypes(catalog: Catalog, name: string, schema: string | undefined): Iterable<Found> {
  if ((schema === undefined || schema === "pg_catalog") && builtinType(name.replace(/^_/, "")))
    yield {
      key: relationKey("pg_catalog", name),
      schema: "pg_catalog",
      name,
      typtype: undefined,
      presence: "certain",
    };
  const schemas = schema === undefined ? [...schemasInView(catalog)] : [schema];
  const spoken = schemas.filter((one) => {
    const key = relationKey(one, name);
    return isSpokenOf(catalog.types, key) || catalog.relations.known.has(key);
  });
  for (const one of spoken.length > 0 ? spoken : schemas) {
    if (one === "pg_catalog") continue;
    const key = relationKey(one, name);
    const type = find(catalog.types, key);
    const relation = find(catalog.relations, key);
    const found = { key, schema: one, name };
    if (isThere(type)) yield { ...found, typtype: letters[type.kind], presence: "certain" };
    else if (isThere(relation) && isRowType(relation))
      yield { ...found, typtype: "c", presence: "certain" };
    else if (
      type === "unknown" ||
      (!isSpokenOf(catalog.types, key) && someExtensionIsOpen(catalog))
    )
      yield { ...found, typtype: undefined, presence: "maybe" };
  }
  // The array type of another one.
  if (name.startsWith("_") && !builtinType(name.slice(1)))
    for (const element of namedTypes(catalog, name.slice(1), schema))
      yield { ...element, name, key: element.key && `${element.key}[]`, typtype: "b" };
}

function* allTypes(catalog: Catalog, schema: string | undefined): Iterable<Found> {
  for (const { key, schema: of, name, of: type, presence } of candidates(catalog, catalog.types, {
    schema,
  }))
    yield { key, schema: of, name, typtype: type && letters[type.kind], presence };
  for (const { key, schema: of, name, of: relation, presence } of candidates(
    catalog,
    catalog.relations,
    { schema },
  ))
    if (relation && isRowType(relation)) yield { key, schema: of, name, typtype: "c", presence };
  // Array types and PostgreSQL's own.
  yield {
    key: undefined,
    schema: schema ?? unknown,
    name: someValue,
    typtype: undefined,
    presence: "many",
  };
}

export const pgEnum: SystemView = function* (catalog, wanted) {
  const label = wantedText(wanted, "enumlabel");
  const asked = { key: wantedKey(wanted, "enumtypid") };
  for (const { key, reference, of, presence } of candidates(catalog, catalog.types, asked)) {
    if (of && of.kind !== "enum" && of.kind !== "unknown") continue;
    const enumtypid = key === undefined ? (reference ?? someValue) : oid("type", key);
    if (of?.kind !== "enum") {
      yield row(
        { enumtypid, enumlabel: label ?? someValue },
        both(presence, label === undefined ? "many" : "maybe"),
      );
      continue;
    }
    for (const child of children(of.values, label))
      yield row({ enumtypid, enumlabel: child.name }, both(presence, child.presence));
  }
};

export const informationDomains: SystemView = function* (catalog, wanted) {
  const asked = {
    schema: wantedText(wanted, "domain_schema"),
    name: wantedText(wanted, "domain_name"),
  };
  for (const { schema, name, of, presence } of candidates(catalog, catalog.types, asked))
    if (!of || of.kind === "domain" || of.kind === "unknown")
      yield row(
        { domain_schema: schema, domain_name: name },
        both(presence, of?.kind === "unknown" ? "maybe" : "certain"),
      );
};
