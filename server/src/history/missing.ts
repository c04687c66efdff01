import { broughtBy } from "../catalog/builtin/brought-by.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { relationKey } from "../catalog/catalog.ts";
import { plainNames } from "../catalog/look-up.ts";
import { forget, forgetSchema, type Names } from "../catalog/names.ts";
import type { Failure, ObjectClass, PlainClass } from "../catalog/outcome.ts";
import { runners } from "../runners/registry.ts";

/** Something that a statement needed and nobody made. */
export interface Missing {
  readonly failure: Failure;
  readonly class: ObjectClass;
  /** As messages show it. */
  readonly name: string;
  /**
   * environment: what the server or a platform may have before the first migration (roles, extensions, schemas of
   * others): never an error. history: what migrations make.
   */
  readonly from: "history" | "environment";
  /** The extension that brings it. */
  readonly extension?: string;
  /** It is what the environment is known to have, or the migration tool's own. */
  readonly expected?: true;
}

/** What is missing, and the catalog in which it may be there; undefined where the failure is about something else. */
export function granted(
  catalog: Catalog,
  failure: Failure,
): { readonly missing: Missing; readonly catalog: Catalog } | undefined {
  const what = whatIsMissing(failure);
  if (!what) return undefined;
  const foreign = foreignSchema(catalog, what);
  if (foreign !== undefined)
    return {
      missing: {
        ...missing(failure, "schema", foreign, "environment"),
        ...(plainNames(catalog, "schema").known.has(foreign) ? { expected: true as const } : {}),
      },
      catalog: openSchema(catalog, foreign),
    };
  const schema = what.schema ?? catalog.session.searchPath[0] ?? "public";
  const key = relationKey(schema, what.name);
  switch (what.class) {
    case "relation":
    case "type": {
      const extension = what.name === "" ? undefined : broughtBy(what.class, what.name);
      const from = extension || ledgers.has(what.name) ? "environment" : "history";
      return {
        missing: {
          ...missing(failure, what.class === "type" ? "type" : "table", what.name, from),
          ...(extension ? { extension } : {}),
          ...(ledgers.has(what.name) ? { expected: true as const } : {}),
        },
        catalog: {
          ...catalog,
          relations: forget(catalog.relations, key),
          ...(what.class === "type" ? { types: forget(catalog.types, key) } : {}),
        },
      };
    }
    case "function": {
      const extension = broughtBy("function", what.name);
      return {
        missing: {
          ...missing(failure, "function", what.name, extension ? "environment" : "history"),
          ...(extension ? { extension } : {}),
        },
        catalog: { ...catalog, routines: forget(catalog.routines, `${key}(?)`) },
      };
    }
    case "operator class":
      return ofExtension(catalog, failure, what.name, schema);
    case "column":
    case "constraint":
    case "trigger":
    case "policy":
    case "rule":
      return ofRelation(catalog, failure, what);
    default:
      return {
        missing: missing(failure, what.class, what.name, "environment"),
        catalog: {
          ...catalog,
          plain: catalog.plain.set(what.class, forget(plainNames(catalog, what.class), what.name)),
        },
      };
  }
}

/** An operator class by its name, or the one that an extension gives a type for the method. */
function ofExtension(
  catalog: Catalog,
  failure: Failure,
  name: string,
  schema: string,
): { readonly missing: Missing; readonly catalog: Catalog } | undefined {
  const [, type, method = ""] =
    /^(?:data type (.+) has no default )?operator class .*for access method "([^"]+)"$/.exec(
      failure.message,
    ) ?? [];
  const extension =
    type === undefined
      ? broughtBy("operator class", `${method}.${name}`)
      : withoutClass.test(type)
        ? undefined
        : defaultsOf[method];
  if (extension === undefined) return undefined;
  const key = `${schema}.${method}.${name}`;
  return {
    missing: { ...missing(failure, "operator class", name, "environment"), extension },
    catalog: {
      ...catalog,
      plain: catalog.plain
        .set("extension", forget(plainNames(catalog, "extension"), extension))
        .set("operator class", forget(plainNames(catalog, "operator class"), key)),
    },
  };
}

/** btree_gist and btree_gin give most plain types a default class, but not these. */
const defaultsOf: Readonly<Record<string, string>> = { gin: "btree_gin", gist: "btree_gist" };
const withoutClass =
  /^(?:json|jsonpath|xml|point|box|path|polygon|line|lseg|circle|.*\[\]|.*range)$/;

const missing = (
  failure: Failure,
  of: ObjectClass,
  name: string,
  from: Missing["from"],
): Missing => ({ failure, class: of, name, from });

interface What {
  readonly class: "relation" | "type" | "function" | Child | PlainClass;
  readonly schema?: string;
  readonly name: string;
  readonly on?: string;
}
type Child = "column" | "constraint" | "trigger" | "policy" | "rule";

const missingStates = new Set(["42P01", "42704", "42883", "42703", "3F000"]);

function whatIsMissing({ sqlstate, subject }: Failure): What | undefined {
  if (!missingStates.has(sqlstate) || !subject) return undefined;
  if (sqlstate === "3F000") {
    const name = subject.class === "schema" ? subject.name : subject.schema;
    return name === undefined ? undefined : { class: "schema", name };
  }
  switch (subject.class) {
    case "table":
    case "view":
    case "materialized view":
    case "index":
    case "sequence":
    case "foreign table":
      return { ...subject, class: "relation" };
    case "type":
    case "domain":
      return { ...subject, class: "type" };
    case "function":
    case "procedure":
    case "aggregate":
      return { ...subject, class: "function" };
    case "column":
    case "constraint":
    case "trigger":
    case "policy":
    case "rule":
      return { ...subject, class: subject.class };
    case "row":
    case "attribute":
    case "enum value":
      return undefined;
    default:
      return subject.schema === undefined
        ? { class: subject.class, name: subject.name }
        : undefined;
  }
}

/** A schema that no migration made: whose it is, and what is in it, only the environment knows. */
function foreignSchema(catalog: Catalog, what: What): string | undefined {
  const name = what.class === "schema" ? what.name : what.schema;
  if (name === undefined || what.on !== undefined || ownSchemas.has(name)) return undefined;
  const known = plainNames(catalog, "schema").known.get(name);
  return known && known.origin !== "assumed" ? undefined : name;
}
const ownSchemas = new Set(["public", "pg_catalog", "information_schema", "pg_temp"]);

export function openSchema(catalog: Catalog, schema: string): Catalog {
  return {
    ...catalog,
    relations: forgetSchema(catalog.relations, schema),
    types: forgetSchema(catalog.types, schema),
    routines: forgetSchema(catalog.routines, schema),
    plain: catalog.plain.set("schema", forgetUnlessKnown(plainNames(catalog, "schema"), schema)),
  };
}

const forgetUnlessKnown = <T>(names: Names<T>, name: string): Names<T> =>
  names.known.has(name) ? names : forget(names, name);

function ofRelation(
  catalog: Catalog,
  failure: Failure,
  what: What,
): { readonly missing: Missing; readonly catalog: Catalog } | undefined {
  const relation = what.on === undefined ? undefined : catalog.relations.known.get(what.on);
  if (!relation || what.on === undefined) return undefined;
  const children = {
    column: "columns",
    constraint: "constraints",
    trigger: "triggers",
    policy: "policies",
    rule: "rules",
  } as const;
  const field = children[what.class as Child];
  if (!(field in relation)) return undefined;
  const names = (relation as unknown as Record<string, Names<unknown>>)[field];
  if (!names) return undefined;
  return {
    missing: missing(failure, what.class as Child, what.name, "history"),
    catalog: {
      ...catalog,
      relations: {
        ...catalog.relations,
        known: catalog.relations.known.set(what.on, {
          ...relation,
          [field]: forget(names, what.name),
        }),
      },
    },
  };
}

/** Where migration tools keep their records: they make them before the first migration runs. */
const ledgers = new Set(
  runners.flatMap((one) => one.record.map((name) => name.slice(name.lastIndexOf(".") + 1))),
);
