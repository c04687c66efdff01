import type { PlainRef } from "../../effects/objects/object-ref.ts";
import type { PlainObject, TypeName } from "../catalog.ts";
import type { Draft } from "../draft.ts";
import { type Found, isThere } from "../names.ts";
import { findPlain, inSchema } from "./plain.ts";
import { requireType, writtenName } from "./require.ts";
import { canonicalType } from "./types.ts";
import { shownType } from "./written-type.ts";

/** Where an object is kept, and what messages call it. */
export interface PlainPlace {
  readonly key: string;
  readonly schema?: string;
  /** The name alone. */
  readonly name: string;
  /** As messages show it, without quotes. */
  readonly shown: string;
  readonly found: Found<PlainObject>;
}

/** Looks an object up along the search path; its types are required. */
export function findPlace(draft: Draft, ref: PlainRef): PlainPlace {
  const named = nameWith(draft, ref);
  if (!inSchema.has(ref.class)) return place(draft, ref, named(undefined), undefined);
  const { searchPath } = draft.catalog.session;
  const schemas = ref.name.schema === undefined ? ["pg_catalog", ...searchPath] : [ref.name.schema];
  let possible: PlainPlace | undefined;
  for (const schema of schemas) {
    const one = place(draft, ref, named(schema), schema);
    if (isThere(one.found)) return one;
    if (one.found === "unknown") possible ??= one;
  }
  const schema = schemas[1] ?? schemas[0] ?? "public";
  return possible ?? place(draft, ref, named(schema), schema);
}

/** Where CREATE puts it. */
export function newPlace(draft: Draft, ref: PlainRef, schema: string | undefined): PlainPlace {
  const inside = inSchema.has(ref.class) ? schema : undefined;
  return place(draft, ref, nameWith(draft, ref)(inside), inside);
}

function place(
  draft: Draft,
  ref: PlainRef,
  { key, shown }: { readonly key: string; readonly shown: string },
  schema: string | undefined,
): PlainPlace {
  return {
    key,
    shown,
    name: ref.name.name,
    ...(schema === undefined ? {} : { schema }),
    found: findPlain(draft.catalog, ref.class, key),
  };
}

/** The key in a schema, and the words for it. */
function nameWith(
  draft: Draft,
  ref: PlainRef,
): (schema: string | undefined) => { readonly key: string; readonly shown: string } {
  const path = draft.catalog.session.searchPath;
  const types = (ref.types ?? []).map((type) => type && requireType(draft, type).type);
  const canonical = types.map((type) => (type ? canonicalType(type) : "NONE"));
  const show = (type: TypeName | undefined): string => (type ? shownType(type, path) : "");
  const { name } = ref.name;
  const written = writtenName(ref.name);
  switch (ref.class) {
    case "operator":
      return (schema) => ({
        key: `${schema}.${name}(${canonical.join(",")})`,
        shown: [show(types[0]), written, show(types[1])].filter((part) => part !== "").join(" "),
      });
    case "cast":
      return () => ({ key: canonical.join(" as "), shown: types.map(show).join(" to type ") });
    case "transform":
      return () => ({
        key: `${canonical[0]} ${ref.of}`,
        shown: `${show(types[0])} language "${ref.of}"`,
      });
    case "user mapping":
      return () => ({ key: `${name}@${ref.of}`, shown: name });
    case "operator class":
    case "operator family":
      return (schema) => ({ key: `${schema}.${ref.of}.${name}`, shown: written });
    default:
      return (schema) => ({
        key: schema === undefined ? name : `${schema}.${name}`,
        shown: written,
      });
  }
}
