import type { Catalog, EnumType, Relation, Table, Type } from "./catalog.ts";
import { emptyNames, type Names } from "./names.ts";
import type { ObjectClass, PlainClass } from "./outcome.ts";
import { classOf } from "./relations/require.ts";
import { differentRows } from "./row-difference.ts";
import { changesOf, maybeSame } from "./same-value.ts";

/** One thing that two catalogs certainly do not agree on; `on`: the key of the relation or type that it belongs to. */
export interface Difference {
  readonly class: ObjectClass;
  readonly key: string;
  readonly on?: string;
  readonly change: "added" | "missing" | "changed";
}

/**
 * From `a` to `b`, where `b` was made from `a`: what statements over `a` added, took away or changed. All that is in a
 * catalog but for the session, what was assumed, and where things come from.
 */
export function differences(a: Catalog, b: Catalog): readonly Difference[] {
  return [
    ...differentNames(a.relations, b.relations, relationClass, differentRelations),
    ...differentNames(
      a.types,
      b.types,
      (type) => (type.kind === "domain" ? "domain" : "type"),
      differentTypes,
    ),
    ...differentNames(a.routines, b.routines, (routine) =>
      routine.kind === "procedure" || routine.kind === "aggregate" ? routine.kind : "function",
    ),
    ...differentPlain(a, b),
  ];
}

function differentNames<T>(
  a: Names<T>,
  b: Names<T>,
  classOfIt: (thing: T) => ObjectClass,
  inside: (key: string, a: T, b: T, of: ObjectClass) => readonly Difference[] = differentAsWhole,
): readonly Difference[] {
  return changesOf(a, b).flatMap(({ name: key, change }): readonly Difference[] => {
    const [was, is] = [a.known.get(key), b.known.get(key)];
    if (change === "both")
      return was !== undefined && is !== undefined ? inside(key, was, is, classOfIt(is)) : [];
    const thing = is ?? was;
    return thing === undefined ? [] : [{ class: classOfIt(thing), key, change }];
  });
}

const differentAsWhole = (
  key: string,
  a: unknown,
  b: unknown,
  of: ObjectClass,
): readonly Difference[] => (maybeSame(a, b) ? [] : [{ class: of, key, change: "changed" }]);

const relationClass = (relation: Relation): ObjectClass => classOf(relation.kind);

/** What a table has of its own, each with what it is called. */
const parts = {
  columns: "column",
  constraints: "constraint",
  triggers: "trigger",
  policies: "policy",
  rules: "rule",
} as const;

function differentRelations(
  key: string,
  a: Relation,
  b: Relation,
  of: ObjectClass,
): readonly Difference[] {
  if (a.kind === "unknown" || b.kind === "unknown") return [];
  return [
    ...differentAsWhole(key, withoutParts(a), withoutParts(b), of),
    ...Object.entries(parts).flatMap(([part, partClass]) =>
      differentParts(key, namesIn(a, part), namesIn(b, part), partClass),
    ),
    ...(isTable(a) && isTable(b) ? differentRows(key, a, b) : []),
  ];
}

const isTable = (relation: Relation): relation is Table => "rows" in relation;

function withoutParts(relation: Relation): object {
  return Object.fromEntries(
    Object.entries(relation).filter(([name]) => relation.kind === "index" || !(name in parts)),
  );
}

const namesIn = (relation: Relation, part: string): Names<object> | undefined => {
  const names = (relation as unknown as Readonly<Record<string, unknown>>)[part];
  return relation.kind !== "index" && names !== undefined ? (names as Names<object>) : undefined;
};

function differentParts(
  on: string,
  a: Names<object> | undefined,
  b: Names<object> | undefined,
  partClass: ObjectClass,
): readonly Difference[] {
  if (!a || !b) return [];
  return differentNames(a, b, () => partClass).map((difference) => ({ ...difference, on }));
}

function differentTypes(key: string, a: Type, b: Type, of: ObjectClass): readonly Difference[] {
  if (a.kind === "enum" && b.kind === "enum") return differentEnums(key, a, b, of);
  return differentAsWhole(key, a, b, of);
}

function differentEnums(
  key: string,
  a: EnumType,
  b: EnumType,
  of: ObjectClass,
): readonly Difference[] {
  const values = differentNames(a.values, b.values, () => "enum value").map((difference) => ({
    ...difference,
    on: key,
  }));
  if (values.length > 0) return values;
  const sameOrder = !a.values.complete || String(inOrder(a)) === String(inOrder(b));
  const { values: _a, ...restOfA } = a;
  const { values: _b, ...restOfB } = b;
  return maybeSame(restOfA, restOfB) && sameOrder ? [] : [{ class: of, key, change: "changed" }];
}

const inOrder = ({ values }: EnumType): readonly string[] =>
  [...values.known].sort(([, a], [, b]) => a.position - b.position).map(([value]) => value);

function differentPlain(a: Catalog, b: Catalog): readonly Difference[] {
  if (a.plain === b.plain) return [];
  const classes = new Set<PlainClass>([...a.plain.keys(), ...b.plain.keys()]);
  return [...classes].flatMap((of) =>
    differentNames(
      a.plain.get(of) ?? emptyNames(a.closed),
      b.plain.get(of) ?? emptyNames(b.closed),
      () => of,
    ),
  );
}
